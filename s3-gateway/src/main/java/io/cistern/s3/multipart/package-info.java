/**
 * Multipart uploads: beginning one, storing parts from bodies and from objects, listing, completing
 * and aborting. Parts are stored once; completing lists them and moves nothing.
 */
@NullMarked
package io.cistern.s3.multipart;

import org.jspecify.annotations.NullMarked;
