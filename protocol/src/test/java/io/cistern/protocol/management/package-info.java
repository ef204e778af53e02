/** Health and metrics, asked over real sockets. */
@NullMarked
package io.cistern.protocol.management;

import org.jspecify.annotations.NullMarked;
