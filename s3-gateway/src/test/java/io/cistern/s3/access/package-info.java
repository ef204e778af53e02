/** What the operations of this family answer, over a real store. */
@NullMarked
package io.cistern.s3.access;

import org.jspecify.annotations.NullMarked;
