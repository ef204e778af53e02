/**
 * The object store: what S3 keeps, and how durably. Metadata and small bodies live in an ordered
 * key-value store, larger bodies in files; every change is one atomic commit, and many waiting
 * commits share one sync. No HTTP here, and no key ever becomes a path.
 */
@NullMarked
package io.cistern.s3.store;

import org.jspecify.annotations.NullMarked;
