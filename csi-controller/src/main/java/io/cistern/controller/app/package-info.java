/**
 * The process: configuration, start and stop, health and metrics. All wiring, and all of Quarkus,
 * is here.
 */
@NullMarked
package io.cistern.controller.app;

import org.jspecify.annotations.NullMarked;
