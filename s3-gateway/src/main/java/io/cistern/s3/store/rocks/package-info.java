/**
 * The object store on RocksDB and extent files. {@link io.cistern.s3.store.rocks.RocksStore} wires
 * it; every change goes through {@link io.cistern.s3.store.rocks.Committer}, which decides it and
 * syncs it together with all others that wait.
 */
@NullMarked
package io.cistern.s3.store.rocks;

import org.jspecify.annotations.NullMarked;
