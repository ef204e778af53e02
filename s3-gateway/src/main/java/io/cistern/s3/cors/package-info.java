/**
 * Cross-origin resource sharing: the rules of a bucket, the preflight requests of browsers, and the
 * headers that let a page read the answer to its request. CORS grants nothing: a request that is
 * allowed by a rule is still signed, or refused.
 */
@NullMarked
package io.cistern.s3.cors;

import org.jspecify.annotations.NullMarked;
