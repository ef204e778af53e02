package io.cistern.pool.loop.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.pool.Request;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.pool.record.SnapshotRecord;
import io.cistern.pool.record.VolumeRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFuzzTest {
  private static final int ROUNDS = 2000;

  @TempDir private Path directory;
  private final PoolId pool = PoolId.random();
  private PoolLayout layout;
  private Shelf shelf;
  private Volume volume;
  private Path json;

  @BeforeEach
  void writeVolume() throws IOException {
    layout = new PoolLayout(directory);
    shelf = new Shelf(layout, pool);
    VolumeSpec spec =
        Request.file("volume \"1\"")
            .parameter("pool", "p")
            .limits(Map.of("iops", "100"))
            .from(SnapshotId.named(pool, new EntityName("s")))
            .spec();
    volume =
        new Volume(
            VolumeId.named(pool, spec.name()),
            spec,
            ByteSize.ofMiB(64),
            Provisioning.THICK,
            spec.limits().with(Map.of("bandwidth", "1Mi")),
            new Formatting.Formatted(FsType.EXT4),
            Instant.now());
    Files.createDirectories(layout.volume(volume.id().uuid()));
    json = layout.volumeJson(volume.id().uuid());
    RecordFile.write(json, VolumeRecord.of(volume));
  }

  private Optional<Volume> read() {
    return shelf.volume(volume.id().uuid());
  }

  @Test
  void aVolumeIsReadAsItWasWritten() {
    assertThat(read()).contains(volume);
  }

  @Test
  void aSnapshotIsReadAsItWasWritten() throws IOException {
    Snapshot snapshot =
        new Snapshot(
            SnapshotId.named(pool, volume.spec().name()),
            volume.spec().name(),
            volume.id(),
            volume.size(),
            volume.spec().accessType(),
            Encryption.LUKS2,
            new Formatting.Foreign(),
            Instant.now(),
            Optional.empty());
    Path place = Files.createDirectories(layout.snapshot(snapshot.id().uuid()));
    RecordFile.write(place.resolve(PoolLayout.SNAPSHOT_JSON), SnapshotRecord.of(snapshot));
    assertThat(shelf.loneSnapshot(snapshot.id().uuid())).contains(snapshot);
  }

  @Test
  void whateverABrokenRecordHoldsItIsCorruptOrStillAVolumeAndStaysAsItIs() throws IOException {
    byte[] valid = Files.readAllBytes(json);
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] broken = i % 2 == 0 ? mutated(valid, random) : garbage(random);
      Files.write(json, broken);
      try {
        assertThat(read()).get().extracting(Volume::id).isEqualTo(volume.id());
      } catch (PoolError.Corrupt e) {
        assertThat(e).hasMessageContaining(json.toString());
      }
      assertThat(json).hasBinaryContent(broken);
    }
  }

  private static byte[] mutated(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private static byte[] garbage(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "7",
        "\"text\"",
        "{\"format\":1}",
        "{\"format\":null}",
        "{\"format\":1,\"format\":1}"
      })
  void whatIsNoRecordIsCorrupt(String text) throws IOException {
    Files.writeString(json, text);
    assertThatThrownBy(this::read)
        .isInstanceOf(PoolError.Corrupt.class)
        .hasMessageContaining(json.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"format\" : 1=\"format\" : 2",
        "\"sizeBytes\" : 67108864=\"sizeBytes\" : -1",
        "\"sizeBytes\" : 67108864=\"sizeBytes\" : \"67108864\"",
        "\"formatting\" : \"ext4\"=\"formatting\" : null",
        "\"formatting\" : \"ext4\"=\"formatting\" : \"zfs\"",
        "\"provisioning\" : \"thick\"=\"provisioning\" : \"fat\"",
        "\"accessType\" : \"FILE_SYSTEM\"=\"accessType\" : \"TAPE\"",
        "\"READ_IOPS\" : 100=\"READ_IOPS\" : 0",
        "READ_IOPS=RED_IOPS",
        "\"format\" : 1=\"format\" : 1, \"more\" : 1",
        "snapshot:=volume;"
      })
  void aRecordOfAnotherVersionOrWithAnUnknownValueIsCorrupt(String change) throws IOException {
    String valid = Files.readString(json);
    int equals = change.indexOf('=');
    String broken = valid.replace(change.substring(0, equals), change.substring(equals + 1));
    assertThat(broken).isNotEqualTo(valid);
    Files.writeString(json, broken);
    assertThatThrownBy(this::read)
        .isInstanceOf(PoolError.Corrupt.class)
        .hasMessageContaining(json.toString());
  }

  @Test
  void aRecordFromBeforeThereWereLimitsAndEncryptionIsReadAsOneWithout() throws IOException {
    String added = ",\\s*\"(requestedLimits|limits)\" : \\{[^}]*}|,\\s*\"encryption\" : \"NONE\"";
    Files.writeString(json, Files.readString(json).replaceAll(added, ""));
    assertThat(Files.readString(json)).doesNotContain("imits", "encryption");
    Volume old = read().orElseThrow();
    assertThat(old.limits()).isEqualTo(IoLimits.NONE);
    assertThat(old.spec().limits()).isEqualTo(IoLimits.NONE);
    assertThat(old.formatting()).isEqualTo(volume.formatting());
  }

  @Test
  void theRecordOfAnotherVolumeIsCorrupt() throws IOException {
    VolumeId other = VolumeId.named(pool, new EntityName("other"));
    Files.createDirectories(layout.volume(other.uuid()));
    Files.copy(json, layout.volumeJson(other.uuid()));
    assertThatThrownBy(() -> shelf.volume(other.uuid())).isInstanceOf(PoolError.Corrupt.class);
  }

  @Test
  void dataWithoutARecordIsCorruptAndNotAbsent() throws IOException {
    Files.createFile(layout.volumeData(volume.id().uuid()));
    Files.delete(json);
    assertThatThrownBy(this::read).isInstanceOf(PoolError.Corrupt.class);
  }

  @Test
  void aRecordOfAMegabyteIsNotRead() throws IOException {
    Files.write(json, new byte[2 << 20]);
    assertThatThrownBy(this::read).isInstanceOf(PoolError.Corrupt.class);
  }

  @Test
  void aPoolsRecordIsFuzzedToo() throws IOException {
    PoolRecord record = PoolRecord.ofNew(new PoolName("p"), 512, 5, ByteSize.ofMiB(64));
    RecordFile.write(layout.poolJson(), record);
    byte[] valid = Files.readAllBytes(layout.poolJson());
    assertThat(RecordFile.read(layout.poolJson(), PoolRecord.class)).contains(record);
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      Files.write(layout.poolJson(), mutated(valid, random));
      try {
        assertThat(RecordFile.read(layout.poolJson(), PoolRecord.class)).isPresent();
      } catch (PoolError.Corrupt e) {
        assertThat(e).hasMessageContaining(layout.poolJson().toString());
      }
    }
    assertThat(new String(valid, StandardCharsets.UTF_8)).contains("\"format\" : 1");
  }
}
