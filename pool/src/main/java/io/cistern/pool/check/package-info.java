/**
 * Compares a loop pool's records with its data and the kernel's devices, both ways. It only
 * reports; what repair does is what opening the pool does, and detaching devices of files that are
 * gone. What it does not know it never touches.
 */
@NullMarked
package io.cistern.pool.check;

import org.jspecify.annotations.NullMarked;
