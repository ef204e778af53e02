/**
 * Buckets, as a client of any S3 endpoint. The S3 library is known here and nowhere else, so that
 * commands about anything else do not load it.
 */
@NullMarked
package io.cistern.cli.bucket;

import org.jspecify.annotations.NullMarked;
