/** How much room there is for new volumes. */
@NullMarked
package io.cistern.controller.capacity;

import org.jspecify.annotations.NullMarked;
