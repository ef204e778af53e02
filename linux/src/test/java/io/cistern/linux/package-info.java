/** The numbers shared with the kernel, descriptors, paths, and the module's own arrows. */
@NullMarked
package io.cistern.linux;

import org.jspecify.annotations.NullMarked;
