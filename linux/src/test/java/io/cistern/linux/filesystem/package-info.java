/** The tests of this package, on a real kernel where the name ends in IT. */
@NullMarked
package io.cistern.linux.filesystem;

import org.jspecify.annotations.NullMarked;
