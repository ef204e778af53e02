/** What is asked of the files below the store. */
@NullMarked
package io.cistern.s3.store.extent;

import org.jspecify.annotations.NullMarked;
