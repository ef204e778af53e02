package io.cistern.controller.volume;

import io.cistern.controller.paging.PageRequest;
import io.cistern.controller.parameters.MutableParameters;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.Volume;

/**
 * Volumes, wherever they are. Every method throws {@link
 * io.cistern.controller.ControllerError.Unreachable} if whoever would know does not answer, and
 * {@link io.cistern.controller.ControllerError.Refused} with the word of an agent that says no.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#controller-service-rpc">CSI
 *     Controller Service</a>
 */
public interface Volumes {

  /** Makes a volume, or returns the one that this request has made before. See VolumeCreation. */
  PlacedVolume create(NewVolume request);

  /** Removes a volume; absent is success. */
  void delete(VolumeId id);

  /** The volume with its condition now. */
  PlacedVolume get(VolumeId id);

  /**
   * Volumes of all pools, by pool and uuid.
   *
   * @throws io.cistern.controller.ControllerError.Unreachable if any agent does not answer: a list
   *     with holes would look as if volumes had been deleted
   */
  Page<PlacedVolume> list(PageRequest request);

  /** Makes a volume at least so large; the space is reserved when this returns. */
  Volume expand(VolumeId id, CapacityRange range);

  /** Changes what a VolumeAttributesClass may change, all or nothing. */
  void modify(VolumeId id, MutableParameters parameters);
}
