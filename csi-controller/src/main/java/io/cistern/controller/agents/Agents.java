package io.cistern.controller.agents;

import io.cistern.controller.ControllerError;
import io.cistern.controller.placement.PoolChoice;
import io.cistern.pool.model.PoolId;
import io.cistern.protocol.agent.PoolAgentGrpc.PoolAgentBlockingStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The directory of agents: asks all of them, or the one that owns a pool. What is known of a pool's
 * owner is a hint that is renewed when it proves wrong; nothing else is remembered.
 */
public final class Agents implements AutoCloseable {
  /**
   * How long a survey stands for another. Far below the time in which another controller could have
   * taken over the lead, so whatever a predecessor knew when it made a volume is seen anew.
   */
  private static final Duration RECENT = Duration.ofSeconds(2);

  private final AgentRoster roster;
  private final AtomicReference<Taken> last =
      new AtomicReference<>(new Taken(new Survey(List.of(), List.of()), System.nanoTime(), false));
  private volatile boolean answered;

  public Agents(AgentRoster roster) {
    this.roster = roster;
  }

  /** A survey, when it was begun, and whether it may stand for another. */
  private record Taken(Survey survey, long atNanos, boolean trusted) {
    boolean isRecent() {
      return trusted && System.nanoTime() - atNanos < RECENT.toNanos();
    }
  }

  /**
   * Asks every agent, all at once. Takes as long as the slowest, at most the deadline of a read.
   */
  public Survey survey() {
    return survey(_ -> true);
  }

  /**
   * As {@link #survey()}, for whoever needs one of these pools: an agent elsewhere that was silent
   * when it was last asked is silent again, without being waited for. So a dead node costs a
   * time-out only those who want something of it.
   */
  public Survey survey(PoolChoice choice) {
    return survey(agent -> !agent.isSilentElsewhere(choice));
  }

  private Survey survey(Predicate<Agent> worthAsking) {
    long begun = System.nanoTime();
    List<Agent> agents = roster.agents();
    List<Optional<List<PoolView>>> answers =
        FanOut.each(
            agents, agent -> worthAsking.test(agent) ? agent.described() : Optional.empty());
    List<PoolView> pools = new ArrayList<>();
    List<Agent> silent = new ArrayList<>();
    for (int i = 0; i < agents.size(); i++) {
      if (answers.get(i).isPresent()) {
        pools.addAll(answers.get(i).get());
      } else {
        silent.add(agents.get(i));
      }
    }
    Survey survey = new Survey(List.copyOf(withoutDoubles(pools)), silent);
    answered |= silent.size() < agents.size();
    Taken taken = new Taken(survey, begun, silent.isEmpty());
    // One that was begun earlier and took longer knows less.
    last.accumulateAndGet(taken, (old, now) -> now.atNanos() - old.atNanos() >= 0 ? now : old);
    return survey;
  }

  /** An agent that is known by two addresses is one. */
  private static Collection<PoolView> withoutDoubles(List<PoolView> pools) {
    Map<PoolId, PoolView> byId = new LinkedHashMap<>();
    pools.forEach(pool -> byId.putIfAbsent(pool.id(), pool));
    return byId.values();
  }

  /** What the last survey, whoever made it, has seen; empty before the first. */
  public Survey lastSurvey() {
    return last.get().survey();
  }

  /**
   * A survey in which every agent answered, begun at most two seconds ago; empty if there is none.
   * Its pools and places are what is wanted of it: their free space may have changed.
   */
  public Optional<Survey> recentSurvey() {
    return Optional.of(last.get()).filter(Taken::isRecent).map(Taken::survey);
  }

  /** Something was not as the last survey said: the next who wants to know asks. */
  public void distrustLastSurvey() {
    last.updateAndGet(taken -> new Taken(taken.survey(), taken.atNanos(), false));
  }

  /** Whether any agent has ever answered. */
  public boolean haveAnswered() {
    return answered;
  }

  /**
   * Asks the owner of a pool something that changes nothing.
   *
   * @throws ControllerError.Unreachable if no agent is known to own it, or the owner does not
   *     answer
   * @throws ControllerError.Refused if the owner says no
   */
  public <T> T read(PoolId pool, Function<PoolAgentBlockingStub, T> call) {
    return ofOwner(pool, Agent::read, call);
  }

  /** Has the owner of a pool change something; errors as for {@link #read}. */
  public <T> T change(PoolId pool, Function<PoolAgentBlockingStub, T> call) {
    return ofOwner(pool, Agent::change, call);
  }

  private <T> T ofOwner(
      PoolId pool,
      BiFunction<Agent, Function<PoolAgentBlockingStub, T>, T> how,
      Function<PoolAgentBlockingStub, T> call) {
    Optional<Agent> known = lastKnownOwner(pool);
    if (known.isEmpty()) {
      return how.apply(ownerByAsking(pool), call);
    }
    try {
      return how.apply(known.get(), call);
    } catch (ControllerError.Unreachable e) {
      // It may have moved to another address. Every call is idempotent, so asking again is safe.
      Agent owner = survey().pool(pool).map(PoolView::agent).orElseThrow(() -> e);
      if (owner == known.get()) {
        throw e;
      }
      return how.apply(owner, call);
    }
  }

  private Agent ownerByAsking(PoolId pool) {
    Survey survey = survey();
    return survey
        .pool(pool)
        .map(PoolView::agent)
        .or(() -> lastKnownOwner(pool))
        .orElseThrow(
            () ->
                new ControllerError.Unreachable(
                    "no pool agent that answers owns pool "
                        + pool
                        + "; retry when its node is back"));
  }

  private Optional<Agent> lastKnownOwner(PoolId pool) {
    return roster.known().stream()
        .filter(
            agent ->
                agent
                    .lastDescription()
                    .filter(d -> d.pools().stream().anyMatch(p -> p.id().equals(pool)))
                    .isPresent())
        .max(Comparator.comparingLong(agent -> agent.lastDescription().orElseThrow().atNanos()));
  }

  @Override
  public void close() {
    roster.close();
  }
}
