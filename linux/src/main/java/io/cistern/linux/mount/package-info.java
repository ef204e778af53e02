/**
 * Mounting and unmounting with the system calls themselves, and reading the mount table of this
 * process. Calling mount(2) directly lets options such as {@code context=} reach the kernel
 * unchanged.
 */
@NullMarked
package io.cistern.linux.mount;

import org.jspecify.annotations.NullMarked;
