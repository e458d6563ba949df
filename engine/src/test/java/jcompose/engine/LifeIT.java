package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.ResourceChange;
import jcompose.engine.spec.Resources;
import jcompose.engine.state.RecordJson;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What can be done with a container while it runs, and what is left when that is cut short. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class LifeIT {
  private static final OptionalLong SAME = OptionalLong.empty();
  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Resources memory(long bytes) {
    return Resources.of(
        CpuResources.UNLIMITED, MemoryResources.of(OptionalLong.of(bytes), SAME, SAME), SAME);
  }

  private static Resources cpu(long quota) {
    return Resources.of(
        CpuResources.of(SAME, OptionalLong.of(quota), OptionalLong.of(100_000), Optional.empty()),
        MemoryResources.UNLIMITED,
        OptionalLong.of(50));
  }

  /** A file of the container's own group, wherever this machine has it. */
  private String group(Container container, String controller, String v1, String v2)
      throws IOException {
    String id = container.spec().id();
    for (String line :
        Files.readAllLines(Path.of("/proc/" + container.state().pid().getAsInt() + "/cgroup"))) {
      String[] fields = line.split(":", 3);
      boolean legacy = List.of(fields[1].split(",", -1)).contains(controller);
      Path root =
          legacy
              ? Path.of("/sys/fs/cgroup", fields[1])
              : Files.exists(Path.of("/sys/fs/cgroup/unified"))
                  ? Path.of("/sys/fs/cgroup/unified")
                  : Path.of("/sys/fs/cgroup");
      Path file = Path.of(root + fields[2], legacy ? v1 : v2);
      if (fields[2].contains(id) && Files.exists(file)) {
        return Files.readString(file).trim();
      }
    }
    throw new AssertionError("no " + v1 + " or " + v2);
  }

  @Test
  void pausedProcessesStandStillAndGoOn() throws IOException {
    Container container =
        fixture.start(
            Specs.shell(fixture.busybox, "i=0; while :; do i=$((i+1)); echo $i > /count; done"));
    Path count = fixture.directories.container(container.spec().id()).resolve("upper/count");
    container.pause();
    assertTrue(container.paused());
    Path stat = Path.of("/proc/" + container.state().pid().getAsInt() + "/stat");
    String before = Files.readString(stat);
    EngineException refused =
        assertThrows(EngineException.class, () -> EngineFixture.exec(container, "true"));
    assertEquals(
        "test: cannot run a program in it, it is paused; unpause it first", refused.getMessage());
    assertEquals(before, Files.readString(stat)); // not even its times have changed
    container.pause();
    container.unpause();
    assertFalse(container.paused());
    EngineFixture.exec(
        container, "a=$(cat /count); while [ \"$(cat /count)\" = \"$a\" ]; do :; done");
    assertTrue(Files.exists(count));
    container.delete();
  }

  @Test
  void isKilledAndDeletedWhilePaused() {
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 1000"));
    container.pause();
    container.kill();
    assertEquals(OptionalInt.of(9), EngineFixture.await(container).signal());
    container.start();
    container.pause();
    container.delete();
    EngineException refused = assertThrows(EngineException.class, container::pause);
    assertEquals("test: cannot be paused, it is not running", refused.getMessage());
  }

  @Test
  void aSignalWhilePausedIsHeardAfterwards() {
    Container container =
        fixture.start(
            Specs.shell(
                fixture.busybox, "trap 'exit 7' TERM; echo > /ready; while :; do sleep 0.1; done"));
    EngineFixture.exec(container, "while [ ! -e /ready ]; do :; done");
    container.pause();
    container.signal(Signals.parse("TERM"));
    assertTrue(container.paused());
    assertFalse(container.exit().isDone());
    container.unpause();
    assertEquals(7, EngineFixture.await(container).code());
    container.delete();
  }

  @Test
  void isFoundPausedByTheNextProcess() {
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 1000"));
    container.pause();
    fixture.engine.close();
    try (ContainerEngine next = ContainerEngine.open(fixture.directories)) {
      Container adopted = next.adopt(spec -> true).get(0);
      assertTrue(adopted.paused());
      adopted.unpause();
      assertEquals("hi\n", EngineFixture.exec(adopted, "echo hi").out());
      adopted.delete();
    }
  }

  @Test
  void updatesTheLimitsOfRunningProcesses() throws IOException {
    Container container =
        fixture.start(Specs.shell(fixture.busybox, "sleep 1000").resources(memory(64 << 20)));
    // above what memory and swap were together, then below
    for (long bytes : new long[] {256 << 20, 32 << 20}) {
      container.update(new ResourceChange(memory(bytes)));
      assertEquals("" + bytes, group(container, "memory", "memory.limit_in_bytes", "memory.max"));
    }
    assertEquals(OptionalLong.of(32 << 20), container.spec().resources().memory().limit());
    container.delete();
  }

  @Test
  void limitsWhatWasNotLimitedBefore() throws IOException {
    Container container =
        fixture.start(Specs.shell(fixture.busybox, "sleep 1000 & (sleep 1000 &); wait"));
    EngineFixture.exec(container, "while [ $(ps | grep -c 'sleep 1000') -lt 3 ]; do :; done");
    container.update(new ResourceChange(cpu(50_000)));
    String quota = group(container, "cpu", "cpu.cfs_quota_us", "cpu.max");
    assertTrue(quota.startsWith("50000"), quota);
    assertEquals("50", group(container, "pids", "pids.max", "pids.max"));
    for (int pid : container.processes()) {
      String groups = Files.readString(Path.of("/proc/" + pid + "/cgroup"));
      long inGroup = groups.lines().filter(line -> line.contains(container.spec().id())).count();
      long ofFirst =
          Files.readString(Path.of("/proc/" + container.state().pid().getAsInt() + "/cgroup"))
              .lines()
              .filter(line -> line.contains(container.spec().id()))
              .count();
      assertEquals(ofFirst, inGroup, groups);
    }
    container.kill();
    EngineFixture.await(container);
    container.start(); // a later run has the same limits
    assertTrue(group(container, "cpu", "cpu.cfs_quota_us", "cpu.max").startsWith("50000"));
    container.delete();
  }

  @Test
  void refusedUpdatesChangeNothing() throws IOException {
    Container container =
        fixture.start(Specs.shell(fixture.busybox, "sleep 1000").resources(memory(64 << 20)));
    Resources partlyWrong =
        Resources.of(
            CpuResources.of(SAME, OptionalLong.of(50_000), SAME, Optional.of("4000")),
            MemoryResources.of(OptionalLong.of(32 << 20), SAME, SAME),
            OptionalLong.of(7));
    EngineException refused =
        assertThrows(
            EngineException.class, () -> container.update(new ResourceChange(partlyWrong)));
    assertTrue(refused.getMessage().startsWith("test: cpuset '4000'"), refused.getMessage());
    assertEquals(memory(64 << 20), container.spec().resources());
    assertEquals(
        "" + (64 << 20), group(container, "memory", "memory.limit_in_bytes", "memory.max"));
    assertEquals("max", group(container, "pids", "pids.max", "pids.max"));
    assertFalse(Files.exists(updateNote(container)));
    container.delete();
  }

  private Path updateNote(Container container) {
    return fixture.directories.containerRun(container.spec().id()).resolve("update.json");
  }

  @Test
  void anUpdateThatWasCutShortIsFinishedByTheNextProcess() throws IOException {
    Container container =
        fixture.start(Specs.shell(fixture.busybox, "sleep 1000").resources(memory(64 << 20)));
    // a process that dies after it has noted what it was about to do
    Files.write(updateNote(container), RecordJson.toBytes(memory(48 << 20)));
    fixture.engine.close();
    try (ContainerEngine next = ContainerEngine.open(fixture.directories)) {
      Container adopted = next.adopt(spec -> true).get(0);
      assertEquals(
          "" + (48 << 20), group(adopted, "memory", "memory.limit_in_bytes", "memory.max"));
      assertEquals(memory(48 << 20), adopted.spec().resources());
      assertFalse(Files.exists(updateNote(adopted)));
      adopted.delete();
    }
  }

  @Test
  void tellsWhenMemoryRunsOut() throws Exception {
    Container container =
        fixture.start(
            Specs.shell(
                    fixture.busybox,
                    "while [ ! -e /go ]; do sleep 0.1; done;"
                        + " dd if=/dev/zero of=/dev/null bs=100M count=1; echo alive; sleep 1000")
                .resources(
                    Resources.of(
                        CpuResources.UNLIMITED,
                        MemoryResources.of(
                            OptionalLong.of(16 << 20), SAME, OptionalLong.of(16 << 20)),
                        SAME)));
    CountDownLatch told = new CountDownLatch(1);
    container.onOutOfMemory(told::countDown);
    assertEquals(0, container.statistics().orElseThrow().memory().oomKills());
    EngineFixture.exec(container, "echo > /go");
    assertTrue(told.await(60, TimeUnit.SECONDS), "nobody was told");
    assertFalse(container.exit().isDone());
    container.delete();
  }

  @Test
  void theEndOfAContainerIsNotMemoryRunningOut() {
    Container container =
        fixture.start(Specs.shell(fixture.busybox, "sleep 1000").resources(memory(64 << 20)));
    CompletableFuture<Void> told = new CompletableFuture<>();
    container.onOutOfMemory(() -> told.complete(null));
    container.delete();
    fixture.engine.close();
    assertFalse(told.isDone());
  }

  @Test
  void countsWhatItUses() {
    Container container =
        fixture.start(
            Specs.shell(
                    fixture.busybox,
                    "head -c 8m /dev/zero > /dev/shm/fill; i=0; while [ $i -lt 20000 ]; do"
                        + " i=$((i+1)); done; echo > /ready; sleep 1000; :")
                .resources(
                    Resources.of(
                        CpuResources.UNLIMITED,
                        MemoryResources.of(OptionalLong.of(64 << 20), SAME, SAME),
                        OptionalLong.of(50))));
    EngineFixture.exec(container, "while [ ! -e /ready ]; do :; done");
    ContainerStatistics used = container.statistics().orElseThrow();
    assertTrue(used.cpu().usage().getAsLong() > 1000, used.toString());
    assertTrue(used.memory().usage().getAsLong() > 8 << 20, used.toString());
    assertEquals(OptionalLong.of(64 << 20), used.memory().limit());
    assertTrue(used.memory().details().size() > 10, used.toString());
    assertEquals(OptionalLong.of(2), used.pids());
    assertEquals(OptionalLong.of(50), used.pidsLimit());
    assertEquals(2, container.processes().size());
    if (Files.exists(Path.of("/proc/pressure/cpu"))) {
      assertTrue(used.cpuPressure().isPresent(), used.toString());
    }
    container.delete();
    assertEquals(Optional.empty(), container.statistics());
    assertEquals(List.of(), container.processes());
  }

  @Test
  void itsGroupIsWhereItWasAskedFor() throws IOException {
    String parent = "/" + fixture.directories.cgroupParent() + "-lab/inner";
    Container container =
        fixture.start(Specs.shell(fixture.busybox, "sleep 1000").cgroupsPath(parent + "/web"));
    String groups =
        Files.readString(Path.of("/proc/" + container.state().pid().getAsInt() + "/cgroup"));
    assertTrue(groups.lines().anyMatch(line -> line.endsWith(":" + parent + "/web")), groups);
    container.delete(); // LeavesNothing sees that the parents are gone with it
  }
}
