/**
 * What storage asks of files beyond {@code java.nio.file}: reflinks, extents, allocation,
 * durability, atomic renames, advisory locks and extended attributes.
 */
@NullMarked
package io.cistern.linux.file;

import org.jspecify.annotations.NullMarked;
