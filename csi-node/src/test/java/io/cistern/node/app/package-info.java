/** Tests of how the node service is put together. */
@NullMarked
package io.cistern.node.app;

import org.jspecify.annotations.NullMarked;
