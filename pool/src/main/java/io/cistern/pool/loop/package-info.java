/**
 * The pool in a directory of a filesystem with reflinks: a sparse file for each volume, attached as
 * a loop device with direct I/O. What is not in the directory does not exist; {@code layout} says
 * where everything is, {@code image} makes the filesystem where the host has none.
 */
@NullMarked
package io.cistern.pool.loop;

import org.jspecify.annotations.NullMarked;
