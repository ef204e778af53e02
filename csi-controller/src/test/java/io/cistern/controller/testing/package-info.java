/** Real agents and a real controller for tests: pools in memory behind gRPC on Unix sockets. */
@NullMarked
package io.cistern.controller.testing;

import org.jspecify.annotations.NullMarked;
