/**
 * What the kernel holds for a directory: mounts, loop devices, processes; to show it or to let go.
 */
@NullMarked
package io.cistern.cli.kernel;

import org.jspecify.annotations.NullMarked;
