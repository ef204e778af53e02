/** Where agents are found. */
@NullMarked
package io.cistern.controller.agents;

import org.jspecify.annotations.NullMarked;
