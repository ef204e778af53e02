/**
 * A filesystem for a loop pool where the host has none with reflinks: a sparse XFS image beside the
 * pool's directory, attached with direct I/O and mounted on it. A marker in the directory, below
 * the mount and in it, says which image, so that it is found after a reboot and taken down safely.
 */
@NullMarked
package io.cistern.pool.loop.image;

import org.jspecify.annotations.NullMarked;
