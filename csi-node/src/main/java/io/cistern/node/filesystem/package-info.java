/**
 * One class for each filesystem a volume can have: how it is made, checked, mounted and watched;
 * and the tools that are run for it.
 */
@NullMarked
package io.cistern.node.filesystem;

import org.jspecify.annotations.NullMarked;
