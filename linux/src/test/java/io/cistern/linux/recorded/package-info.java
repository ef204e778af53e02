/**
 * A disk that can be made again as a power cut at any moment would have left it, for the tests of
 * whatever promises to survive one.
 */
@NullMarked
package io.cistern.linux.recorded;

import org.jspecify.annotations.NullMarked;
