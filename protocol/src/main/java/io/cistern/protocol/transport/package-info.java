/**
 * How Cistern's services speak gRPC: one server and one client channel, over Unix domain sockets
 * and over TCP with mutual TLS. What every call gets (a request id, an access log, limits, errors
 * turned into statuses) is here, so that no service has to think of it.
 */
@NullMarked
package io.cistern.protocol.transport;

import org.jspecify.annotations.NullMarked;
