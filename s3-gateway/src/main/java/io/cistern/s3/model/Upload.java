package io.cistern.s3.model;

import java.time.Instant;

/** A multipart upload under way. */
public record Upload(ObjectKey key, UploadId id, Instant initiated, UploadDraft draft) {}
