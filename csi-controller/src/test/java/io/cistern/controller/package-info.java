/** The controller against real agents: what a CSI client sees, whatever agents do. */
@NullMarked
package io.cistern.controller;

import org.jspecify.annotations.NullMarked;
