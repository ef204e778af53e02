package io.cistern.s3.store;

/**
 * Numbers to watch.
 *
 * @param usableBytes what can still be written before {@link StoreError.OutOfSpace}
 * @param commits changes committed since the start
 * @param batches syncs they took together; {@code commits / batches} is the mean size of a group
 * @param extentsToRemove bodies deleted from the metadata whose files wait to be unlinked
 * @param damagedBodies bodies the last scrub found damaged or missing
 */
public record StoreStatus(
    long usableBytes, long commits, long batches, long extentsToRemove, long damagedBodies) {}
