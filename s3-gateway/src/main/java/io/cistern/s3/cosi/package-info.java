/**
 * The driver of the Container Object Storage Interface: Kubernetes' BucketClaims become buckets,
 * its BucketAccesses users with a key of their own. One domain, {@link io.cistern.s3.cosi.Driver},
 * and a rendering of it for each version of the protocol, all on one socket.
 */
@NullMarked
package io.cistern.s3.cosi;

import org.jspecify.annotations.NullMarked;
