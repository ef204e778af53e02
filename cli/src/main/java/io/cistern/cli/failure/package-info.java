/**
 * What goes wrong, as a message, a remedy and an exit code. The only place that reads gRPC
 * statuses.
 */
@NullMarked
package io.cistern.cli.failure;

import org.jspecify.annotations.NullMarked;
