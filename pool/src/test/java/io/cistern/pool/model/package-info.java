/** Tests of the package of the same name, without devices. */
@NullMarked
package io.cistern.node.ephemeral;

import org.jspecify.annotations.NullMarked;
