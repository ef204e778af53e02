package io.cistern.controller.agents;

import io.cistern.controller.ControllerError;
import io.cistern.controller.placement.PoolChoice;
import io.cistern.controller.placement.Segments;
import io.cistern.pool.model.PoolId;
import io.cistern.protocol.agent.DescribeRequest;
import io.cistern.protocol.agent.DescribeResponse;
import io.cistern.protocol.agent.PoolAgentGrpc;
import io.cistern.protocol.agent.PoolAgentGrpc.PoolAgentBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One agent, reached over one channel that is kept. */
public final class Agent implements AutoCloseable {
  private final String name;
  private final ManagedChannel channel;
  private final Deadlines deadlines;
  private volatile Optional<Description> lastDescription = Optional.empty();
  private volatile boolean silent;

  /**
   * @param name how messages call it: its endpoint
   */
  Agent(String name, ManagedChannel channel, Deadlines deadlines) {
    this.name = name;
    this.channel = channel;
    this.deadlines = deadlines;
  }

  /** What it said of itself, and when by {@link System#nanoTime()}. */
  record Description(List<PoolView> pools, Segments place, long atNanos) {

    /**
     * Whether it is where a volume may go: a copy to the pool of its source, anything else to a
     * place, where pools may have come since.
     */
    private boolean mayHold(PoolChoice choice) {
      return choice.accessibility().admits(place)
          && choice
              .source()
              .map(source -> pools.stream().anyMatch(pool -> pool.id().equals(source)))
              .orElse(true);
    }
  }

  /**
   * Its pools and their space now, which it remembers; empty if it does not say. Refusing to
   * describe itself, or describing nonsense, is as good as silence.
   */
  Optional<List<PoolView>> described() {
    try {
      List<PoolView> pools = describe();
      silent = false;
      return Optional.of(pools);
    } catch (ControllerError | IllegalArgumentException noDescription) {
      silent = true;
      return Optional.empty();
    }
  }

  private List<PoolView> describe() {
    DescribeResponse answer = read(stub -> stub.describe(DescribeRequest.getDefaultInstance()));
    Segments place = new Segments(answer.getTopologyMap());
    List<PoolView> pools =
        answer.getPoolsList().stream()
            .map(
                pool ->
                    new PoolView(
                        this,
                        answer.getNodeId(),
                        place,
                        new PoolId(pool.getPoolId()),
                        pool.getName(),
                        pool.getBackend(),
                        pool.getCapacity()))
            .toList();
    lastDescription = Optional.of(new Description(pools, place, System.nanoTime()));
    return pools;
  }

  Optional<Description> lastDescription() {
    return lastDescription;
  }

  /**
   * Whether there is no use in waiting for it: it did not answer when it was last asked to describe
   * itself, and is not where the volume may go as far as it has told. One that has never described
   * itself may be anywhere.
   */
  boolean isSilentElsewhere(PoolChoice choice) {
    return silent && lastDescription.filter(known -> !known.mayHold(choice)).isPresent();
  }

  /** A call that changes nothing. */
  public <T> T read(Function<PoolAgentBlockingStub, T> call) {
    return within(deadlines.reading(), call);
  }

  /** A call that makes, copies or removes. */
  public <T> T change(Function<PoolAgentBlockingStub, T> call) {
    return within(deadlines.changing(), call);
  }

  /**
   * The one place where an agent's answer becomes ours: silence is {@link
   * ControllerError.Unreachable}, anything else is the agent's word.
   */
  private <T> T within(Duration deadline, Function<PoolAgentBlockingStub, T> call) {
    try {
      return call.apply(
          PoolAgentGrpc.newBlockingStub(channel)
              .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      throw switch (status.getCode()) {
        case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
            new ControllerError.Unreachable(
                "pool agent " + name + " does not answer (" + status.getCode() + "); retry");
        case OK,
            UNKNOWN,
            INVALID_ARGUMENT,
            NOT_FOUND,
            ALREADY_EXISTS,
            PERMISSION_DENIED,
            RESOURCE_EXHAUSTED,
            FAILED_PRECONDITION,
            ABORTED,
            OUT_OF_RANGE,
            UNIMPLEMENTED,
            INTERNAL,
            DATA_LOSS,
            UNAUTHENTICATED ->
            new ControllerError.Refused(status);
      };
    }
  }

  /** Its endpoint. */
  public String name() {
    return name;
  }

  /** Calls under way are finished, no more are taken. */
  void leave() {
    channel.shutdown();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
