package io.cistern.controller.agents;

import io.cistern.controller.ControllerError;
import io.cistern.controller.placement.PoolChoice;
import io.cistern.pool.model.PoolId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What all agents said when they were asked at one moment.
 *
 * @param pools of those that answered, ascending by id
 * @param silent those that did not
 */
public record Survey(List<PoolView> pools, List<Agent> silent) {
  public Survey {
    pools = pools.stream().sorted(Comparator.comparing(pool -> pool.id().value())).toList();
    silent = List.copyOf(silent);
  }

  /** Every pool. */
  public List<PoolView> allPools() {
    refuseIfSilent(_ -> true);
    return pools;
  }

  /** The pool of this id, if one of those that answered has it. */
  public Optional<PoolView> pool(PoolId id) {
    return pools.stream().filter(pool -> pool.id().equals(id)).findFirst();
  }

  public List<PoolView> admittedBy(PoolChoice choice) {
    return pools.stream()
        .filter(pool -> choice.admits(pool.id(), pool.name(), pool.place()))
        .toList();
  }

  /**
   * Refuses if an agent that does not answer may have one of these pools. One that has never
   * described itself may have anything.
   */
  public void refuseIfSilent(PoolChoice choice) {
    refuseIfSilent(
        agent ->
            agent
                .lastDescription()
                .map(
                    known ->
                        known.pools().stream()
                            .anyMatch(p -> choice.admits(p.id(), p.name(), p.place())))
                .orElse(true));
  }

  private void refuseIfSilent(Predicate<Agent> concerned) {
    String names =
        silent.stream().filter(concerned).map(Agent::name).collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      throw new ControllerError.Unreachable("pool agents do not answer: " + names + "; retry");
    }
  }
}
