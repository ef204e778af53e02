/**
 * Which blocks thin volumes have, and which they share, as the metadata of their thin pool says. It
 * is read by thin-provisioning-tools from a snapshot that the kernel keeps of it, one at a time.
 */
@NullMarked
package io.cistern.pool.lvm.blocks;

import org.jspecify.annotations.NullMarked;
