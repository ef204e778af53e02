/**
 * What an operator asks a service over HTTP: health for probes, and metrics in Prometheus's text
 * format. Built on the JDK's own HTTP server for the sake of memory at rest: docs/adr/0011.
 */
@NullMarked
package io.cistern.protocol.management;

import org.jspecify.annotations.NullMarked;
