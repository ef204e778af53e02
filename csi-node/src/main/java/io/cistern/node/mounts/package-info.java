/**
 * What is mounted where, as the kernel says at one look, by the identity of devices and never by
 * what is remembered.
 */
@NullMarked
package io.cistern.node.mounts;

import org.jspecify.annotations.NullMarked;
