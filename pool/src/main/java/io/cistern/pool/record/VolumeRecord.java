package io.cistern.pool.record;

import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.IoLimit;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code volume.json}: the whole request that made a volume, and its state.
 *
 * @param format version of the record
 * @param uuid as the directory is called
 * @param name as asked
 * @param requiredBytes as asked
 * @param limitBytes as asked
 * @param accessType {@code FILE_SYSTEM} or {@code BLOCK}
 * @param fsType as asked: ext4, xfs or btrfs
 * @param accessModes as asked
 * @param requestedProvisioning as asked: thin or thick
 * @param requestedLimits of I/O, as asked
 * @param encryption of the data
 * @param source {@code blank}, {@code volume:ID} or {@code snapshot:ID}
 * @param parameters as asked
 * @param sizeBytes the size now, a multiple of 4,096; {@code data.img} has it too, and the header
 *     of the encryption besides
 * @param provisioning now
 * @param limits of I/O, now
 * @param formatting {@code blank}, {@code foreign} or the filesystem that is there
 * @param createdAt ISO 8601
 */
public record VolumeRecord(
    int format,
    String uuid,
    String name,
    long requiredBytes,
    long limitBytes,
    AccessType accessType,
    String fsType,
    List<String> accessModes,
    String requestedProvisioning,
    Map<IoLimit, Long> requestedLimits,
    Encryption encryption,
    String source,
    Map<String, String> parameters,
    long sizeBytes,
    String provisioning,
    Map<IoLimit, Long> limits,
    String formatting,
    String createdAt) {
  public static final int FORMAT = 1;

  public VolumeRecord {
    RecordText.requireFormat(format, FORMAT);
    accessModes = List.copyOf(accessModes);
    requestedLimits = Map.copyOf(requestedLimits);
    parameters = Map.copyOf(parameters);
    limits = Map.copyOf(limits);
    if (sizeBytes <= 0) {
      throw new IllegalArgumentException("sizeBytes is not above 0");
    }
  }

  /** The record of a volume. */
  public static VolumeRecord of(Volume volume) {
    VolumeSpec spec = volume.spec();
    return new VolumeRecord(
        FORMAT,
        volume.id().uuid().toString(),
        spec.name().value(),
        spec.capacity().required().bytes(),
        spec.capacity().limit().bytes(),
        spec.accessType(),
        spec.fsType().kernelName(),
        List.copyOf(spec.accessModes()),
        spec.provisioning().parameterValue(),
        spec.limits().perSecond(),
        spec.encryption(),
        Values.text(spec.source()),
        spec.parameters(),
        volume.size().bytes(),
        volume.provisioning().parameterValue(),
        volume.limits().perSecond(),
        Values.text(volume.formatting()),
        volume.createdAt().toString());
  }

  /**
   * The volume of this record.
   *
   * @throws IllegalArgumentException if the record contradicts itself
   */
  public Volume volume(PoolId pool) {
    EntityName entityName = new EntityName(name);
    VolumeId id = Values.volumeId(pool, uuid);
    if (!id.equals(VolumeId.named(pool, entityName))) {
      throw new IllegalArgumentException("the uuid is not the one of the name");
    }
    VolumeSpec spec =
        new VolumeSpec(
            entityName,
            new CapacityRange(new ByteSize(requiredBytes), new ByteSize(limitBytes)),
            accessType,
            Values.fsType(fsType),
            new TreeSet<>(accessModes),
            Values.provisioning(requestedProvisioning),
            new IoLimits(requestedLimits),
            encryption,
            Values.source(source),
            new TreeMap<>(parameters));
    return new Volume(
        id,
        spec,
        new ByteSize(sizeBytes),
        Values.provisioning(provisioning),
        new IoLimits(limits),
        Values.formatting(formatting),
        Values.instant(createdAt));
  }
}
