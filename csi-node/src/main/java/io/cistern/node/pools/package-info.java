/** The pools of this node, and how a volume id from outside finds its pool and its volume. */
@NullMarked
package io.cistern.node.pools;

import org.jspecify.annotations.NullMarked;
