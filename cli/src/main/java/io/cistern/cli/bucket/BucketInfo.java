package io.cistern.cli.bucket;

import java.time.Instant;

/** A bucket of a list. */
public record BucketInfo(String name, Instant created) {}
