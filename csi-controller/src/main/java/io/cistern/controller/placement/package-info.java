/**
 * Where a new volume may go and where it goes first: topology requirements, pool names and free
 * space, compared without asking anyone.
 */
@NullMarked
package io.cistern.controller.placement;

import org.jspecify.annotations.NullMarked;
