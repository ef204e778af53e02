/** What udev is told. */
@NullMarked
package io.cistern.pool.udev;

import org.jspecify.annotations.NullMarked;
