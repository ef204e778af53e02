/** What the kernel holds, found and let go. */
@NullMarked
package io.cistern.cli.kernel;

import org.jspecify.annotations.NullMarked;
