/** TCP ports for the services under test. */
@NullMarked
package io.cistern.e2e.ports;

import org.jspecify.annotations.NullMarked;
