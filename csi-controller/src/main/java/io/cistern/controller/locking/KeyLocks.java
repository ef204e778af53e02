package io.cistern.controller.locking;

import io.cistern.controller.ControllerError;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Locks that are never waited for. The key is a uuid: since it is derived from a name, a create
 * (which knows the name) and a delete (which knows the id) of the same thing meet.
 */
public final class KeyLocks {
  private final Set<UUID> held = ConcurrentHashMap.newKeySet();

  /**
   * Runs {@code call} unless another one with this key runs.
   *
   * @throws ControllerError.Busy if one does
   */
  public <T> T exclusively(UUID key, Supplier<T> call) {
    if (!held.add(key)) {
      throw new ControllerError.Busy("another operation on it is under way; retry");
    }
    try {
      return call.get();
    } finally {
      held.remove(key);
    }
  }
}
