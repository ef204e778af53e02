/**
 * Encrypted volumes: LUKS2 between the pool's device and the filesystem or the pod. What is open is
 * read from the kernel, by the identity of the device it lies on.
 */
@NullMarked
package io.cistern.node.crypt;

import org.jspecify.annotations.NullMarked;
