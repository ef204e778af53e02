/**
 * Bodies as files: opaque names, a checksum for each block, and a trailer by which a file alone
 * says what it is. Files are written once and never changed.
 */
@NullMarked
package io.cistern.s3.store.extent;

import org.jspecify.annotations.NullMarked;
