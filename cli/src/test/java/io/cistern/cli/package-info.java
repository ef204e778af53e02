/** Tests of the command as its user runs it. */
@NullMarked
package io.cistern.cli;

import org.jspecify.annotations.NullMarked;
