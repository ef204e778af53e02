/**
 * The node service on a real kernel: a loop pool, real devices and mounts, real sockets. Needs
 * root.
 */
@NullMarked
package io.cistern.node.it;

import org.jspecify.annotations.NullMarked;
