/**
 * The values S3 speaks in: buckets, keys, versions, conditions, pages of lists. They know nothing
 * of HTTP, nor of the disk.
 */
@NullMarked
package io.cistern.s3.model;

import org.jspecify.annotations.NullMarked;
