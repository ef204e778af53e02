package io.cistern.controller.capacity;

import io.cistern.controller.agents.Agents;
import io.cistern.controller.agents.PoolView;
import io.cistern.controller.agents.Survey;
import io.cistern.pool.model.ByteSize;
import java.util.List;
import java.util.Optional;

/**
 * The room for new volumes in the pools that may hold them.
 *
 * @param available what all of them can still promise
 * @param bounds within which the size of one volume must be; empty if no pool may hold it
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#getcapacity">CSI
 *     GetCapacity</a>
 */
public record Room(ByteSize available, Optional<Bounds> bounds) {
  static final Room NONE = new Room(ByteSize.ZERO, Optional.empty());

  /**
   * @param minimum the least size of a volume
   * @param maximum the largest that one pool can make now
   */
  public record Bounds(ByteSize minimum, ByteSize maximum) {}

  /**
   * Asks the agents now.
   *
   * @throws io.cistern.controller.ControllerError.Unreachable if one that may have such a pool does
   *     not answer
   */
  public static Room of(CapacityQuestion question, Agents agents) {
    if (!question.supported()) {
      return NONE;
    }
    Survey survey = agents.survey(question.choice());
    survey.refuseIfSilent(question.choice());
    List<PoolView> pools = survey.admittedBy(question.choice());
    long available =
        pools.stream()
            .mapToLong(pool -> pool.available(question.provisioning()))
            .reduce(0, Room::capped);
    return new Room(
        new ByteSize(available),
        pools.isEmpty() ? Optional.empty() : Optional.of(bounds(pools, question)));
  }

  private static Bounds bounds(List<PoolView> pools, CapacityQuestion question) {
    long minimum =
        pools.stream().mapToLong(pool -> pool.capacity().getMinimumVolumeSize()).min().orElse(0);
    long maximum =
        pools.stream()
            .mapToLong(pool -> pool.maximumVolumeSize(question.provisioning()))
            .max()
            .orElse(0);
    return new Bounds(
        new ByteSize(Math.max(minimum, question.leastSize().bytes())), new ByteSize(maximum));
  }

  private static long capped(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
