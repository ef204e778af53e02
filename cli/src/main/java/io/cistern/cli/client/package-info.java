/** The CSI client of the command: channels to the services' sockets, and names in place of ids. */
@NullMarked
package io.cistern.cli.client;

import org.jspecify.annotations.NullMarked;
