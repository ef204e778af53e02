/** Volumes: made in one of the pools that may hold them, then found by the pool in their id. */
@NullMarked
package io.cistern.controller.volume;

import org.jspecify.annotations.NullMarked;
