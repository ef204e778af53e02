/**
 * The Linux kernel as storage sees it: file descriptors, file status, errno as an exception. The
 * packages below bind one area each. No policy lives here: every method is one system call or one
 * ioctl, said in Java's types, and every failure is a {@link io.cistern.linux.LinuxException}. All
 * of it is thread-safe and usable from virtual threads; a call that blocks in the kernel holds its
 * carrier thread.
 */
@NullMarked
package io.cistern.linux;

import org.jspecify.annotations.NullMarked;
