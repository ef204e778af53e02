/** Snapshots of one volume, in the pool of that volume. */
@NullMarked
package io.cistern.controller.snapshot;

import org.jspecify.annotations.NullMarked;
