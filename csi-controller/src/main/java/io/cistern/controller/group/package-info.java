/** Snapshots of several volumes of one pool at one moment. */
@NullMarked
package io.cistern.controller.group;

import org.jspecify.annotations.NullMarked;
