package io.cistern.pool.lvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.lvm.command.LvRow;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.lvm.command.LvmChanges;
import io.cistern.pool.lvm.command.Reports;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many who change one volume group at a time: a shell for all, and to each what became of his. */
class LvmChangesIT {
  private static final int MANY = 16;

  private TestVolumeGroup group;

  @BeforeEach
  void make() throws IOException {
    group = TestVolumeGroup.make(ByteSize.ofMiB(512));
    TestVolumeGroup.lvm("vgcreate", group.name(), group.disk().path().toString());
  }

  @AfterEach
  void remove() {
    if (group != null) {
      group.close();
    }
  }

  @Test
  void thoseWhoWaitShareAShellAndEachIsToldWhatBecameOfHis() throws Exception {
    TestVolumeGroup.lvm("lvcreate", create("lv-3").toArray(String[]::new));
    List<Optional<PoolError>> errors = createAll(new LvmChanges(counted()));
    for (int i = 0; i < MANY; i++) {
      if (i == 3) {
        assertThat(errors.get(i)).containsInstanceOf(PoolError.AlreadyExists.class);
        assertThat(errors.get(i).orElseThrow()).hasMessageContaining("lv-3");
      } else {
        assertThat(errors.get(i)).isEmpty();
      }
    }
    assertThat(names()).hasSize(MANY);
    assertThat(processes()).hasSizeLessThan(MANY / 2);
    awaitNoChild();
  }

  @Test
  void oneSoonAfterAnotherFindsAShellWhichEndsWhenNoneCameForAWhile() throws Exception {
    LvmChanges changes = new LvmChanges(counted());
    changes.run("lvcreate", create("alone"));
    assertThat(processes()).as("of the first").hasSize(1);
    awaitNoChild();
    for (int i = 0; i < 4; i++) {
      changes.run("lvcreate", create("lv-" + i));
    }
    assertThat(processes()).as("and the shell").hasSize(2);
    awaitNoChild();
    assertThat(names()).hasSize(5);
  }

  @Test
  void anIdleShellThatWasKilledIsNotMissed() throws Exception {
    LvmChanges changes = new LvmChanges(counted());
    changes.run("lvcreate", create("a"));
    changes.run("lvcreate", create("b"));
    ProcessHandle shell = ProcessHandle.of(processes().getLast()).orElseThrow();
    shell.destroyForcibly();
    shell.onExit().join();
    changes.run("lvcreate", create("c"));
    assertThat(names()).contains("a", "b", "c");
    awaitNoChild();
  }

  @Test
  void whatWasNotToldToAShellThatDiedIsDoneAllTheSame() throws Exception {
    Path number = group.directory().resolve("number");
    LvmChanges changes =
        new LvmChanges(
            program("[ $# -gt 0 ] || echo $$ > %s; exec %s \"$@\"".formatted(number, Lvm.PROGRAM)));
    CompletableFuture<Boolean> killed = CompletableFuture.supplyAsync(() -> killed(number));
    List<Optional<PoolError>> errors = createAll(changes);
    assertThat(killed.join()).isTrue();
    List<PoolError> failed = errors.stream().flatMap(Optional::stream).toList();
    assertThat(failed).hasSizeLessThanOrEqualTo(1).allMatch(PoolError.Io.class::isInstance);
    assertThat(names()).hasSizeBetween(MANY - failed.size(), MANY);
    changes.run("lvcreate", create("later"));
    assertThat(names()).contains("later");
    awaitNoChild();
  }

  @Test
  void anLvmWithoutAShellRunsEachByItself() throws Exception {
    Lvm lvm = program("[ $# -gt 0 ] && exec %s \"$@\"".formatted(Lvm.PROGRAM));
    assertThat(createAll(new LvmChanges(lvm))).allMatch(Optional::isEmpty);
    assertThat(names()).hasSize(MANY);
  }

  @Test
  void whatNoShellTakesIsRunByItself() throws Exception {
    LvmChanges changes = new LvmChanges(new Lvm(Lvm.PROGRAM));
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tags.add("tag" + i);
    }
    List<Optional<PoolError>> errors =
        all(i -> changes.tagging("lvcreate", tags, create("lv-" + i)));
    assertThat(errors).allMatch(Optional::isEmpty);
    assertThat(rows()).hasSize(MANY).allMatch(row -> row.tags().size() == tags.size());
  }

  private List<Optional<PoolError>> createAll(LvmChanges changes) throws Exception {
    return all(i -> changes.run("lvcreate", create("lv-" + i)));
  }

  private interface Change {
    void run(int number);
  }

  /** Runs them at a time; what failed in the places of those that did. */
  private static List<Optional<PoolError>> all(Change change) throws Exception {
    List<Future<Optional<PoolError>>> running = new ArrayList<>();
    List<Optional<PoolError>> errors = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MANY; i++) {
        int number = i;
        running.add(threads.submit(() -> error(change, number)));
      }
      for (Future<Optional<PoolError>> one : running) {
        errors.add(one.get());
      }
    }
    return errors;
  }

  private static Optional<PoolError> error(Change change, int number) {
    try {
      change.run(number);
      return Optional.empty();
    } catch (PoolError e) {
      return Optional.of(e);
    }
  }

  private List<String> create(String name) {
    return List.of("-y", "-an", "-Wn", "-Zn", "-L", "4m", "-n", name, group.name());
  }

  private List<LvRow> rows() {
    return new Reports(new Lvm(Lvm.PROGRAM)).volumes(group.name());
  }

  private List<String> names() {
    return rows().stream().map(LvRow::name).toList();
  }

  /** Writes down the number of each of its processes. */
  private Lvm counted() throws IOException {
    return program("echo $$ >> %s; exec %s \"$@\"".formatted(numbers(), Lvm.PROGRAM));
  }

  private List<Long> processes() throws IOException {
    return Files.readAllLines(numbers()).stream().map(Long::valueOf).toList();
  }

  private Path numbers() {
    return group.directory().resolve("numbers");
  }

  private Lvm program(String line) throws IOException {
    Path program = group.directory().resolve("program");
    Files.writeString(program, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new Lvm(program);
  }

  /** Kills the process that writes its number there, when it has begun to work. */
  private static boolean killed(Path number) {
    try {
      for (int i = 0; i < 1000; i++) {
        if (Files.exists(number) && Files.size(number) > 0) {
          Thread.sleep(300);
          long process = Long.parseLong(Files.readString(number).strip());
          return ProcessHandle.of(process).map(ProcessHandle::destroyForcibly).orElse(false);
        }
        Thread.sleep(10);
      }
      return false;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitNoChild() throws InterruptedException {
    for (int i = 0; i < 100 && ProcessHandle.current().children().findAny().isPresent(); i++) {
      Thread.sleep(100);
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
  }
}
