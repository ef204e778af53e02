/** The {@code cistern} command: its entry, and nothing else. */
@NullMarked
package io.cistern.cli;

import org.jspecify.annotations.NullMarked;
