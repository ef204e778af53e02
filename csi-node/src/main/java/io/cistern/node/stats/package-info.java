/** How volumes fare: what statfs counts, and what the pool and the kernel have against them. */
@NullMarked
package io.cistern.node.stats;

import org.jspecify.annotations.NullMarked;
