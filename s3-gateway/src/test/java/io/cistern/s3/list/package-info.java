/** Tests of lists, through the operations on a real store. */
@NullMarked
package io.cistern.s3.list;

import org.jspecify.annotations.NullMarked;
