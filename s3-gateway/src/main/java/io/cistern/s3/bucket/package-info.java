/**
 * Operations on buckets: making, finding, listing and deleting them, their region, versioning, tags
 * and durability, and the configurations that are kept as documents.
 */
@NullMarked
package io.cistern.s3.bucket;

import org.jspecify.annotations.NullMarked;
