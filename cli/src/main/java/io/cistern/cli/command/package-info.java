/** The subcommands: parse, one call, print. */
@NullMarked
package io.cistern.cli.command;

import org.jspecify.annotations.NullMarked;
