/** The CSI Identity service of the node plugin. */
@NullMarked
package io.cistern.node.identity;

import org.jspecify.annotations.NullMarked;
