/** Tests of what is told of errors. */
@NullMarked
package io.cistern.cli.failure;

import org.jspecify.annotations.NullMarked;
