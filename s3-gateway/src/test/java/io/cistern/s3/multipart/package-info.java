/** Tests of multipart uploads, through the operations on a real store. */
@NullMarked
package io.cistern.s3.multipart;

import org.jspecify.annotations.NullMarked;
