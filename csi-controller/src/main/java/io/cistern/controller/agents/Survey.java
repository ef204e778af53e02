package io.cistern.controller.agents;

import io.cistern.controller.ControllerError;
import io.cistern.controller.placement.PoolChoice;
import io.cistern.controller.placement.Segments;
import io.cistern.pool.model.PoolId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
   * described itself may have anything, and there is one wherever a volume may be wanted, though
   * its name leads nowhere just now.
   */
  public void refuseIfSilent(PoolChoice choice) {
    List<Segments> unheard = unheardOf(choice);
    if (!unheard.isEmpty()) {
      throw new ControllerError.Unreachable(
          "no pool agent at " + unheard.getFirst() + " has answered; retry");
    }
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

  /**
   * Places where a volume may be wanted, and of which nobody has spoken. What is copied is wanted
   * where its source is; and no agent will ever speak of a place whose keys are not this driver's.
   */
  public List<Segments> unheardOf(PoolChoice choice) {
    if (choice.source().isPresent()) {
      return List.of();
    }
    List<Segments> heard = heard();
    return choice.accessibility().requisite().stream()
        .filter(place -> heard.stream().noneMatch(known -> known.isWithin(place)))
        .filter(place -> heard.isEmpty() || heard.stream().anyMatch(place::isOfTheKindOf))
        .toList();
  }

  private List<Segments> heard() {
    return Stream.concat(
            pools.stream().map(PoolView::place),
            silent.stream()
                .flatMap(agent -> agent.lastDescription().stream())
                .map(Agent.Description::place))
        .toList();
  }

  private void refuseIfSilent(Predicate<Agent> concerned) {
    String names =
        silent.stream().filter(concerned).map(Agent::name).collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      throw new ControllerError.Unreachable("pool agents do not answer: " + names + "; retry");
    }
  }
}
