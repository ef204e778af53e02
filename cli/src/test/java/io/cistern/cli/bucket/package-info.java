/** Tests of how buckets are found, and of what is told of what S3 answers. */
@NullMarked
package io.cistern.cli.bucket;

import org.jspecify.annotations.NullMarked;
