/** Tests of the line every request takes. */
@NullMarked
package io.cistern.s3.dispatch;

import org.jspecify.annotations.NullMarked;
