/** NodeExpandVolume: a volume's new size reaches its device and its filesystem, under its users. */
@NullMarked
package io.cistern.node.grow;

import org.jspecify.annotations.NullMarked;
