/**
 * A small cluster on one machine: pools in images, node services and a controller as processes, and
 * the proof that nothing of it is left behind.
 */
@NullMarked
package io.cistern.e2e.cluster;

import org.jspecify.annotations.NullMarked;
