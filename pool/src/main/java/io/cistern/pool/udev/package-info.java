/**
 * The machine's udev. It makes names for devices and looks at what is on them; what is inside
 * volumes is not for it, and it is told so.
 */
@NullMarked
package io.cistern.pool.udev;

import org.jspecify.annotations.NullMarked;
