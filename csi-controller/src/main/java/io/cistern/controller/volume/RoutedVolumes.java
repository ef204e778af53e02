package io.cistern.controller.volume;

import io.cistern.controller.agents.Agents;
import io.cistern.controller.agents.PoolView;
import io.cistern.controller.paging.PageRequest;
import io.cistern.controller.paging.Pages;
import io.cistern.controller.parameters.MutableParameters;
import io.cistern.controller.placement.Segments;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.DeleteVolumeRequest;
import io.cistern.protocol.agent.ExpandVolumeRequest;
import io.cistern.protocol.agent.GetVolumeRequest;
import io.cistern.protocol.agent.ListVolumesRequest;
import io.cistern.protocol.agent.ListVolumesResponse;
import io.cistern.protocol.agent.ModifyVolumeRequest;
import io.cistern.protocol.agent.Volume;
import java.util.Map;

/** Volumes as the agents that own them tell and make them. */
public final class RoutedVolumes implements Volumes {
  private final Agents agents;
  private final UnsettledCreates unsettled = new UnsettledCreates();

  public RoutedVolumes(Agents agents) {
    this.agents = agents;
  }

  @Override
  public PlacedVolume create(NewVolume request) {
    return VolumeCreation.run(request, agents, unsettled);
  }

  @Override
  public void delete(VolumeId id) {
    DeleteVolumeRequest request =
        DeleteVolumeRequest.newBuilder().setPoolId(pool(id)).setUuid(uuid(id)).build();
    agents.change(id.pool(), stub -> stub.deleteVolume(request));
    unsettled.settle(id.uuid());
  }

  @Override
  public PlacedVolume get(VolumeId id) {
    GetVolumeRequest request =
        GetVolumeRequest.newBuilder().setPoolId(pool(id)).setUuid(uuid(id)).build();
    Volume volume = agents.read(id.pool(), stub -> stub.getVolume(request));
    return new PlacedVolume(volume, placeOf(id.pool()));
  }

  private Segments placeOf(PoolId pool) {
    return agents.lastSurvey().pool(pool).or(() -> agents.survey().pool(pool)).stream()
        .map(PoolView::place)
        .findFirst()
        .orElse(new Segments(Map.of()));
  }

  @Override
  public Page<PlacedVolume> list(PageRequest request) {
    Page<Pages.Entry<Volume>> page =
        Pages.collect(agents.survey().allPools(), request, RoutedVolumes::page, Volume::getUuid);
    return new Page<>(
        page.items().stream()
            .map(entry -> new PlacedVolume(entry.item(), entry.pool().place()))
            .toList(),
        page.more());
  }

  private static Page<Volume> page(PoolView pool, String afterUuid, int limit) {
    ListVolumesRequest request =
        ListVolumesRequest.newBuilder()
            .setPoolId(pool.id().value())
            .setAfterUuid(afterUuid)
            .setLimit(limit)
            .build();
    ListVolumesResponse answer = pool.agent().read(stub -> stub.listVolumes(request));
    return new Page<>(answer.getVolumesList(), answer.getMore());
  }

  @Override
  public Volume expand(VolumeId id, CapacityRange range) {
    ExpandVolumeRequest request =
        ExpandVolumeRequest.newBuilder()
            .setPoolId(pool(id))
            .setUuid(uuid(id))
            .setRequiredBytes(range.required().bytes())
            .setLimitBytes(range.limit().bytes())
            .build();
    return agents.change(id.pool(), stub -> stub.expandVolume(request));
  }

  @Override
  public void modify(VolumeId id, MutableParameters parameters) {
    ModifyVolumeRequest request =
        ModifyVolumeRequest.newBuilder()
            .setPoolId(pool(id))
            .setUuid(uuid(id))
            .putAllParameters(parameters.asGiven())
            .build();
    agents.change(id.pool(), stub -> stub.modifyVolume(request));
  }

  private static String pool(VolumeId id) {
    return id.pool().value();
  }

  private static String uuid(VolumeId id) {
    return id.uuid().toString();
  }
}
