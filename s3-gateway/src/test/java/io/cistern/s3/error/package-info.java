/** Tests of error documents. */
@NullMarked
package io.cistern.s3.error;

import org.jspecify.annotations.NullMarked;
