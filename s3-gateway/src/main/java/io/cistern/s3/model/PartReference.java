package io.cistern.s3.model;

/** A part as CompleteMultipartUpload lists it. */
public record PartReference(int number, ETag etag) {}
