/** The mapping of errors to statuses, as a table. */
@NullMarked
package io.cistern.controller.rpc;

import org.jspecify.annotations.NullMarked;
