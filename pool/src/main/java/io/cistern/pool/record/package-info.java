/**
 * What stands beside the data of a volume, a snapshot or a group, whatever the backend: the whole
 * request and the state, as JSON. Reading is strict: what is not exactly ours is corrupt.
 */
@NullMarked
package io.cistern.pool.record;

import org.jspecify.annotations.NullMarked;
