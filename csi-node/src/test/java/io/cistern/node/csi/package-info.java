/** Tests of the package of the same name, without devices. */
@NullMarked
package io.cistern.node.csi;

import org.jspecify.annotations.NullMarked;
