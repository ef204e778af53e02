/** Tests of the package of the same name, without devices. */
@NullMarked
package io.cistern.node.filesystem;

import org.jspecify.annotations.NullMarked;
