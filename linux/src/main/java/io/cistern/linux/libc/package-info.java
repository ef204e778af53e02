/**
 * The C library's functions, bound with JNA's direct mapping. Only the other packages of this
 * module call them, through {@link io.cistern.linux.Syscall}, which retries and turns errno into an
 * exception.
 */
@NullMarked
package io.cistern.linux.libc;

import org.jspecify.annotations.NullMarked;
