/**
 * Holds the filesystems of attached volumes still while their bytes are cut. A filesystem that
 * stays frozen hangs every program on it, so three watchdogs thaw: a timer in this process, a child
 * that outlives its being killed, and a note on disk for when the child died too.
 */
@NullMarked
package io.cistern.pool.freeze;

import org.jspecify.annotations.NullMarked;
