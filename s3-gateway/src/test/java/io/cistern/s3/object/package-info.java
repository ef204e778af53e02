/** What operations on objects answer, over a real store. */
@NullMarked
package io.cistern.s3.object;

import org.jspecify.annotations.NullMarked;
