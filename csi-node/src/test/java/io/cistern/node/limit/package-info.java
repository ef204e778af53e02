/** Tests of the package of the same name, without a kernel's cgroups. */
@NullMarked
package io.cistern.node.limit;

import org.jspecify.annotations.NullMarked;
