/**
 * Loop devices: block devices backed by files. They are found and verified by the identity (device
 * and inode) of the backing file, never by a name.
 */
@NullMarked
package io.cistern.linux.loop;

import org.jspecify.annotations.NullMarked;
