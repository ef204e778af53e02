/** What the store promises, tried on a real directory. */
@NullMarked
package io.cistern.s3.store.rocks;

import org.jspecify.annotations.NullMarked;
