/**
 * Wires the gateway: configuration, store, credentials, routes, HTTP server, metrics, health and
 * the access log. Quarkus is known here and nowhere else.
 */
@NullMarked
package io.cistern.s3.app;

import org.jspecify.annotations.NullMarked;
