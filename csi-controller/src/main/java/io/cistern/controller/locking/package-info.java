/**
 * Exclusion of calls on the same volume, snapshot or group: the second is told to retry at once.
 */
@NullMarked
package io.cistern.controller.locking;

import org.jspecify.annotations.NullMarked;
