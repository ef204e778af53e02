/**
 * The body of a request: aws-chunked framing, signatures of chunks and trailers, digests and
 * checksums. Who reads a body to its end has bytes that are what the client claimed.
 */
@NullMarked
package io.cistern.s3.body;

import org.jspecify.annotations.NullMarked;
