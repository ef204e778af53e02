/**
 * Where a new volume may go: topology requirements and pool names, compared without asking anyone.
 */
@NullMarked
package io.cistern.controller.placement;

import org.jspecify.annotations.NullMarked;
