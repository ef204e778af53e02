/**
 * Kills a process between any two system calls of an operation, and looks at what it left. The
 * process is a real one and the kill is SIGKILL, so what is left is what the kernel keeps: files,
 * loop devices, frozen filesystems.
 */
@NullMarked
package io.cistern.pool.loop.crash;

import org.jspecify.annotations.NullMarked;
