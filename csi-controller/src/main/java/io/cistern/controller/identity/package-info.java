/** Who the plugin is and whether it can work yet. */
@NullMarked
package io.cistern.controller.identity;

import org.jspecify.annotations.NullMarked;
