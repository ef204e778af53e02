/**
 * Device mapper: devices that the kernel makes out of ranges of other devices. They are found by
 * their uuid, which whoever makes them chooses, and never by a name or a number.
 */
@NullMarked
package io.cistern.linux.mapper;

import org.jspecify.annotations.NullMarked;
