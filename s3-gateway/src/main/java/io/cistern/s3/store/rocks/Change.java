package io.cistern.s3.store.rocks;

/**
 * A change of the store, run by the committer. It sees everything committed before it. What it
 * throws undoes it alone.
 */
@FunctionalInterface
interface Change<T> {
  T apply(Transaction transaction);
}
