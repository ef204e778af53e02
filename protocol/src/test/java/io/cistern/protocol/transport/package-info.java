/** The transport against real sockets: what a client sees, whatever a service or another does. */
@NullMarked
package io.cistern.protocol.transport;

import org.jspecify.annotations.NullMarked;
