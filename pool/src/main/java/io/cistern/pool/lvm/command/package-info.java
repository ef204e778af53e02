/**
 * The {@code lvm} command: how it is run, what its reports say, and what its complaints mean. The
 * only package that knows its arguments and its texts.
 */
@NullMarked
package io.cistern.pool.lvm.command;

import org.jspecify.annotations.NullMarked;
