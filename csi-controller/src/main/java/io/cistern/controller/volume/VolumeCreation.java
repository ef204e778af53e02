package io.cistern.controller.volume;

import io.cistern.controller.ControllerError;
import io.cistern.controller.agents.Agents;
import io.cistern.controller.agents.FanOut;
import io.cistern.controller.agents.PoolView;
import io.cistern.controller.agents.Survey;
import io.cistern.controller.placement.PoolChoice;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.CreateVolumeRequest;
import io.cistern.protocol.agent.GetVolumeRequest;
import io.cistern.protocol.agent.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How one name gets one volume.
 *
 * <p>The controller remembers nothing, so it asks: the volume of this name has the same uuid in
 * every pool, and whoever has it decides whether the request is a replay. A new one is made only
 * when every agent that may have been chosen before has answered that it was not. While one of
 * those is silent, the answer is {@link ControllerError.Unreachable}, for it may hold the volume
 * already, and a second one would be paid for and never found. For the same reason a create that
 * got no answer is not tried elsewhere.
 *
 * <p>Which pools there are may be known from a look of a moment ago, if every agent answered it;
 * whether one of them holds the volume is asked anew each time. Of the only pool that may hold it,
 * the create itself is that question. So a create in a cluster of one pool is one call to its
 * agent, and in a larger one a question to all and then the create. What a remembered look cannot
 * place, a new one decides.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#createvolume">CSI
 *     CreateVolume</a>
 */
final class VolumeCreation {
  private final NewVolume request;
  private final PoolChoice choice;
  private final Survey survey;
  private final UnsettledCreates unsettled;

  private VolumeCreation(NewVolume request, Survey survey, UnsettledCreates unsettled) {
    this.request = request;
    this.unsettled = unsettled;
    this.choice = request.choice();
    this.survey = survey;
  }

  static PlacedVolume run(NewVolume request, Agents agents, UnsettledCreates unsettled) {
    Optional<Survey> recent =
        agents.recentSurvey().filter(known -> !known.admittedBy(request.choice()).isEmpty());
    if (recent.isPresent()) {
      try {
        return new VolumeCreation(request, recent.get(), unsettled).run();
      } catch (ControllerError.Unreachable silent) {
        // Its agent may have left for good; the retry is to know.
        agents.distrustLastSurvey();
        throw silent;
      } catch (ControllerError.Refused answer) {
        if (!tooSmallNowOrEver(answer)) {
          throw answer;
        }
        // A pool that has joined since may have room.
      }
    }
    return new VolumeCreation(request, agents.survey(request.choice()), unsettled).run();
  }

  private PlacedVolume run() {
    List<PoolView> candidates = survey.admittedBy(choice);
    if (candidates.size() == 1 && onlyPlaceOf(candidates.getFirst())) {
      return createIn(candidates.getFirst());
    }
    List<PoolView> holders = holdersAmong(survey.pools());
    for (PoolView holder : holders) {
      if (candidates.contains(holder)) {
        return createIn(holder);
      }
    }
    if (!holders.isEmpty()) {
      throw new ControllerError.AlreadyExists(
          "a volume of this name is in pool "
              + holders.getFirst().name()
              + " at "
              + holders.getFirst().place()
              + ", where this request does not allow it");
    }
    survey.refuseIfSilent(choice);
    unsettledPool()
        .ifPresent(
            pool -> {
              throw new ControllerError.Unreachable(
                  "pool " + pool + " was told to make this volume and does not answer; retry");
            });
    refuseIfSourceIsElsewhere(candidates);
    return createInFirstWithRoom(
        Placement.order(candidates, request.accessibility(), request.parameters().provisioning()));
  }

  /** Whether the volume, if there is one, can be in no other pool than this candidate. */
  private boolean onlyPlaceOf(PoolView candidate) {
    List<PoolView> others =
        survey.pools().stream().filter(pool -> !pool.equals(candidate)).toList();
    return survey.silent().isEmpty()
        && survey.unheardOf(choice).isEmpty()
        && unsettledPool().map(candidate.id()::equals).orElse(true)
        && holdersAmong(others).isEmpty();
  }

  /** Where an earlier create of this name got no answer. */
  private Optional<PoolId> unsettledPool() {
    return unsettled.poolOf(VolumeId.named(new PoolId("0".repeat(16)), request.name()).uuid());
  }

  /** Those of some pools, candidates or not, that have a volume of this name, or may yet. */
  private List<PoolView> holdersAmong(List<PoolView> pools) {
    List<Optional<PoolView>> found = FanOut.each(pools, this::ifHolding);
    return found.stream().flatMap(Optional::stream).toList();
  }

  private Optional<PoolView> ifHolding(PoolView pool) {
    UUID uuid = idIn(pool).uuid();
    if (unsettled.poolOf(uuid).filter(pool.id()::equals).isPresent()) {
      return Optional.of(pool);
    }
    GetVolumeRequest question =
        GetVolumeRequest.newBuilder().setPoolId(pool.id().value()).setUuid(uuid.toString()).build();
    try {
      pool.agent().read(stub -> stub.getVolume(question));
      return Optional.of(pool);
    } catch (ControllerError.Refused answer) {
      if (answer.isAbsence()) {
        return Optional.empty();
      }
      throw answer;
    } catch (ControllerError.Unreachable gone) {
      // It went after it described itself. That only matters where the volume may be.
      if (choice.admits(pool.id(), pool.name(), pool.place())) {
        throw gone;
      }
      return Optional.empty();
    }
  }

  private void refuseIfSourceIsElsewhere(List<PoolView> candidates) {
    if (!candidates.isEmpty() || choice.source().isEmpty()) {
      return;
    }
    PoolId source = choice.source().get();
    PoolView pool =
        survey
            .pool(source)
            .orElseThrow(
                () ->
                    new ControllerError.Unreachable(
                        "no pool agent that answers owns the source's pool " + source));
    if (choice.poolName().isPresent() && !choice.poolName().get().equals(pool.name())) {
      throw new ControllerError.Invalid(
          "the source is in pool "
              + pool.name()
              + ", but parameter pool asks for "
              + choice.poolName().get()
              + "; a copy is made in the pool of its source");
    }
    throw new ControllerError.NoSpace(
        "the source is at " + pool.place() + ", and a copy can be nowhere else");
  }

  private PlacedVolume createInFirstWithRoom(List<PoolView> ordered) {
    if (ordered.isEmpty()) {
      throw new ControllerError.NoSpace(
          "no pool"
              + choice.poolName().map(name -> " named " + name).orElse("")
              + " is in the requested topology");
    }
    List<ControllerError.Refused> full = new ArrayList<>();
    for (PoolView pool : ordered) {
      try {
        return createIn(pool);
      } catch (ControllerError.Refused answer) {
        if (!tooSmallNowOrEver(answer)) {
          throw answer;
        }
        full.add(answer);
      }
    }
    // Space may come back, so a pool that is full now says more than one that is too small for
    // ever.
    throw full.stream()
        .filter(ControllerError.Refused::isLackOfSpace)
        .findFirst()
        .orElse(full.getFirst());
  }

  private static boolean tooSmallNowOrEver(ControllerError.Refused answer) {
    return answer.isLackOfSpace() || answer.isImpossibleSize();
  }

  private PlacedVolume createIn(PoolView pool) {
    CreateVolumeRequest create =
        CreateVolumeRequest.newBuilder()
            .setPoolId(pool.id().value())
            .setSpec(request.spec())
            .build();
    VolumeId id = idIn(pool);
    unsettled.begin(id);
    try {
      Volume volume = pool.agent().change(stub -> stub.createVolume(create));
      unsettled.settle(id.uuid());
      return new PlacedVolume(volume, pool.place());
    } catch (ControllerError.Refused answer) {
      unsettled.settle(id.uuid());
      throw answer;
    }
  }

  private VolumeId idIn(PoolView pool) {
    return VolumeId.named(pool.id(), request.name());
  }
}
