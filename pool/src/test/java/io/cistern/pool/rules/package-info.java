/** The rules of sizes, copies and parameters, as tables. */
@NullMarked
package io.cistern.pool.rules;

import org.jspecify.annotations.NullMarked;
