/** What the check finds, repairs, and leaves alone. */
@NullMarked
package io.cistern.pool.check;

import org.jspecify.annotations.NullMarked;
