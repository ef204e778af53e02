/**
 * The node service put together: configuration, start and stop, health, metrics. The only package
 * that knows Quarkus.
 */
@NullMarked
package io.cistern.node.app;

import org.jspecify.annotations.NullMarked;
