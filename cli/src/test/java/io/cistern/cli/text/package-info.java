/** Tests of reading sizes and writing tables. */
@NullMarked
package io.cistern.cli.text;

import org.jspecify.annotations.NullMarked;
