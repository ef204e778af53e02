package io.cistern.node.csi;

import io.cistern.node.ephemeral.EphemeralVolumes;
import io.cistern.node.grow.Grower;
import io.cistern.node.limit.IoLimiter;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.publish.Publisher;
import io.cistern.node.publish.Unpublisher;
import io.cistern.node.request.ExpandRequest;
import io.cistern.node.request.NodeOperations;
import io.cistern.node.request.NodePath;
import io.cistern.node.request.PublishRequest;
import io.cistern.node.request.StageRequest;
import io.cistern.node.request.VolumeUsage;
import io.cistern.node.stage.Stager;
import io.cistern.node.stage.Unstager;
import io.cistern.node.stats.UsageReader;
import io.cistern.pool.model.ByteSize;
import java.util.Optional;

/** The node's operations on this machine's kernel, each done by the class of its package. */
public final class KernelNode implements NodeOperations {
  private final NodePools pools;
  private final Stager stager;
  private final Unstager unstager;
  private final Publisher publisher;
  private final Unpublisher unpublisher;
  private final EphemeralVolumes ephemeral;
  private final Grower grower;
  private final UsageReader usage;

  public KernelNode(NodePools pools) {
    this.pools = pools;
    this.stager = new Stager(pools);
    this.unstager = new Unstager(pools);
    this.publisher = new Publisher(pools, stager);
    this.unpublisher = new Unpublisher(pools);
    this.ephemeral = new EphemeralVolumes(pools);
    this.grower = new Grower(pools);
    this.usage = new UsageReader(pools);
  }

  @Override
  public void stage(StageRequest request) {
    stager.stage(request);
  }

  @Override
  public void unstage(String volumeId, NodePath staging) {
    unstager.unstage(volumeId, staging);
  }

  @Override
  public void publish(PublishRequest request) {
    if (EphemeralVolumes.isFor(request)) {
      ephemeral.publish(request);
    } else {
      publisher.publish(request);
    }
  }

  @Override
  public void unpublish(String volumeId, NodePath target) {
    Optional<NodeVolume> volume = pools.volume(volumeId);
    unpublisher.unpublish(volume, target);
    volume.ifPresent(found -> ephemeral.delete(found, volumeId));
  }

  @Override
  public ByteSize expand(ExpandRequest request) {
    return grower.expand(request);
  }

  @Override
  public void limit(String volumeId) {
    IoLimiter.renew(pools.require(volumeId));
  }

  @Override
  public VolumeUsage usage(String volumeId, String volumePath) {
    return usage.read(volumeId, volumePath);
  }
}
