package io.cistern.s3.model;

import java.time.Instant;

/** Stands where a versioned key was deleted. */
public record DeleteMarker(ObjectKey key, long sequence, boolean nullVersion, Instant modified)
    implements ObjectVersion {}
