package jcompose.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import jcompose.engine.EngineException;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups on the running kernel, whatever mixture of v1 and v2 it has. */
@Tag("vm")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CgroupIT {
  private static final int SIGKILL = 128 + 9;

  private static final String PARENT =
      "jcompose-it-" + ProcessHandle.current().pid(); // others may run stacks beside this
  private final Cgroups cgroups = Cgroups.detect(PARENT);
  private static final Optional<String> NOWHERE_ELSE = Optional.empty();
  private final String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final GroupName name = GroupName.of(PARENT, id, NOWHERE_ELSE);

  @AfterEach
  void nothingIsLeft() {
    CgroupSession session = cgroups.existing(id, NOWHERE_ELSE);
    session.killAll();
    session.delete();
    cgroups.leave();
    for (Group group : cgroups.layout().groups(name)) {
      assertFalse(Files.exists(group.path()), group.path() + " is left");
    }
  }

  private CgroupSession create(Resources resources, List<DeviceRule> devices) {
    return cgroups.plan(id, NOWHERE_ELSE, resources, devices).create();
  }

  @Test
  void kernelReportsTheLimits() throws IOException {
    Resources resources =
        new ResourcesBuilder()
            .cpuQuota(50_000)
            .cpuPeriod(100_000)
            .cpuShares(512)
            .cpuset("0")
            .memory(64 << 20)
            .reservation(32 << 20)
            .memorySwap(64 << 20)
            .pids(40)
            .build();
    CgroupSession session = create(resources, DeviceRules.DEFAULT);
    session.launched();
    assertEquals("67108864", read(Controller.MEMORY, "memory.limit_in_bytes", "memory.max"));
    assertEquals("33554432", read(Controller.MEMORY, "memory.soft_limit_in_bytes", "memory.low"));
    assertEquals("40", read(Controller.PIDS, "pids.max", "pids.max"));
    assertEquals("0", read(Controller.CPUSET, "cpuset.cpus", "cpuset.cpus"));
    if (cgroups.layout().onLegacy(Controller.CPU)) {
      assertEquals("512", read(Controller.CPU, "cpu.shares", ""));
      assertEquals("50000", read(Controller.CPU, "cpu.cfs_quota_us", ""));
    } else {
      assertEquals("50000 100000", read(Controller.CPU, "", "cpu.max"));
      assertEquals("20", read(Controller.CPU, "", "cpu.weight"));
    }
  }

  @Test
  void processOverTheMemoryLimitIsKilledAndCounted() throws Exception {
    Resources resources = new ResourcesBuilder().memory(16 << 20).memorySwap(16 << 20).build();
    CgroupSession session = create(resources, DeviceRules.DEFAULT);
    Process shell = inGroups("head -c 100m /dev/zero | tail >/dev/null");
    assertEquals(SIGKILL, exitCode(shell));
    assertEquals(1, session.oomKills());
  }

  @Test
  void processesAreCounted() throws Exception {
    Resources resources = new ResourcesBuilder().pids(3).build();
    create(resources, DeviceRules.DEFAULT).launched();
    // the shell and two children: the third child is one too many
    Process shell = inGroups("cat <&3 & cat <&3 & (exec true) 2>/dev/null && exit 0; exit 9");
    assertTrue(exitCode(shell) != 0, "a fourth process was made");
  }

  @Test
  void launchingThreadHasRoomInVersionOne() throws IOException {
    CgroupSession session = create(new ResourcesBuilder().pids(3).build(), DeviceRules.DEFAULT);
    boolean legacy = cgroups.layout().onLegacy(Controller.PIDS);
    assertEquals(legacy ? "4" : "3", read(Controller.PIDS, "pids.max", "pids.max"));
    session.launched();
    assertEquals("3", read(Controller.PIDS, "pids.max", "pids.max"));
  }

  @Test
  void onlyTheEnteringThreadIsMoved() throws Exception {
    CgroupSession session = create(Resources.UNLIMITED, DeviceRules.DEFAULT);
    String before = Files.readString(Path.of("/proc/self/cgroup"));
    String[] inside = new String[1];
    Thread thread =
        new Thread(
            () -> {
              session.enterCurrentThread();
              inside[0] = CgroupFiles.read(Path.of("/proc/thread-self/cgroup"));
            });
    thread.start();
    thread.join();
    long moved = inside[0].lines().filter(line -> line.endsWith("/" + PARENT + "/" + id)).count();
    long legacy =
        cgroups.layout().groups(name).stream()
            .filter(group -> !group.unified() && Files.isDirectory(group.path()))
            .count();
    assertEquals(legacy, moved);
    assertEquals(cgroups.layout().onLegacy(Controller.MEMORY), moved > 0);
    assertEquals(before, Files.readString(Path.of("/proc/self/cgroup")));
  }

  @Test
  void killAllReachesEveryDescendant() throws Exception {
    CgroupSession session = create(Resources.UNLIMITED, DeviceRules.DEFAULT);
    // children that keep forking, one of them in a session of its own
    Process shell =
        inGroups(
            "(while :; do (cat <&3) & sleep 0.02; done) & setsid cat <&3 & cat <&3 &"
                + " echo ready; cat <&3");
    assertEquals('r', shell.getInputStream().read());
    assertTrue(session.pids().size() >= 4, session.pids().toString());
    session.killAll();
    assertEquals(List.of(), session.pids());
    assertEquals(SIGKILL, exitCode(shell));
  }

  @Test
  void killAllKillsTheFrozenToo() throws Exception {
    CgroupSession session = create(Resources.UNLIMITED, DeviceRules.DEFAULT);
    Process shell = inGroups("echo ready; cat <&3");
    assertEquals('r', shell.getInputStream().read());
    Group group = cgroups.layout().groups(name).get(cgroups.layout().groups(name).size() - 1);
    CgroupFiles.write(
        group.file(group.unified() ? "cgroup.freeze" : "freezer.state"),
        group.unified() ? "1" : "FROZEN");
    session.killAll();
    assertEquals(SIGKILL, exitCode(shell));
  }

  @Test
  void devicesThatAreNotListedAreDenied() throws Exception {
    create(Resources.UNLIMITED, DeviceRules.DEFAULT);
    // making a node, here kmsg, is allowed, opening it is not
    Path node = Files.createTempDirectory("jcompose-it").resolve("node");
    try {
      Process shell =
          inGroups(
              "echo x >/dev/null && head -c1 /dev/urandom >/dev/null && mknod "
                  + node
                  + " c 1 11 && ! head -c0 "
                  + node
                  + " 2>/dev/null");
      assertEquals(0, exitCode(shell));
    } finally {
      Files.deleteIfExists(node);
      Files.delete(node.getParent());
    }
  }

  @Test
  void devicesThatAreListedAreAllowed() throws Exception {
    List<DeviceRule> rules = new ArrayList<>(DeviceRules.DEFAULT);
    rules.add(DeviceRule.allow('c', 1, 11, "r"));
    create(Resources.UNLIMITED, rules);
    Process shell = inGroups("head -c0 /dev/kmsg && ! echo x 2>/dev/null >/dev/kmsg");
    assertEquals(0, exitCode(shell));
  }

  @Test
  void groupsMadeInsideGoToo() throws IOException {
    CgroupSession session = create(Resources.UNLIMITED, DeviceRules.ALL);
    for (Group group : cgroups.layout().groups(name)) {
      if (Files.isDirectory(group.path())) {
        Files.createDirectories(group.path().resolve("inner/innermost"));
      }
    }
    session.delete();
  }

  @Test
  void groupLeftBehindIsReplaced() throws IOException {
    create(new ResourcesBuilder().pids(10).build(), DeviceRules.DEFAULT);
    create(Resources.UNLIMITED, DeviceRules.DEFAULT);
    assertEquals("max", read(Controller.PIDS, "pids.max", "pids.max"));
  }

  @Test
  void groupInUseIsNotTakenNorRemoved() throws Exception {
    CgroupSession session = create(Resources.UNLIMITED, DeviceRules.DEFAULT);
    Process shell = inGroups("echo ready; cat <&3");
    assertEquals('r', shell.getInputStream().read());
    EngineException taken =
        assertThrows(EngineException.class, () -> create(Resources.UNLIMITED, DeviceRules.DEFAULT));
    assertSays(taken, "already holds processes");
    EngineException used = assertThrows(EngineException.class, session::delete);
    assertSays(used, "EBUSY");
    assertTrue(shell.isAlive());
    session.killAll();
    assertEquals(SIGKILL, exitCode(shell));
  }

  @Test
  void limitThatTheKernelRefusesIsNamedAndNothingIsLeft() {
    EngineException refused =
        assertThrows(
            EngineException.class,
            () -> create(new ResourcesBuilder().cpuset("4000").build(), DeviceRules.DEFAULT));
    assertSays(refused, "cpuset '4000': write(\"");
    assertSays(refused, "cpuset.cpus\", \"4000\"): E");
    EngineException quota =
        assertThrows(
            EngineException.class,
            () -> create(new ResourcesBuilder().cpuQuota(5).build(), DeviceRules.DEFAULT));
    assertSays(quota, "EINVAL");
    assertSays(quota, "at least 1000 microseconds");
    for (Group group : cgroups.layout().groups(name)) {
      assertFalse(Files.exists(group.path()), group.path() + " is left");
    }
  }

  private Group group(Controller controller) {
    return cgroups.layout().groups(name).stream()
        .filter(g -> g.controllers().contains(controller) || g.unified())
        .findFirst()
        .orElseThrow();
  }

  private String read(Controller controller, String legacyFile, String unifiedFile)
      throws IOException {
    String file = cgroups.layout().onLegacy(controller) ? legacyFile : unifiedFile;
    return Files.readString(group(controller).file(file)).trim();
  }

  /** A shell that moves itself into the groups first; its descriptor 3 never has anything. */
  private Process inGroups(String script) throws IOException {
    StringBuilder join = new StringBuilder("exec 3<&0; ");
    for (Group group : cgroups.layout().groups(name)) {
      if (Files.isDirectory(group.path())) {
        join.append("echo $$ >").append(group.file("cgroup.procs")).append(" && ");
      }
    }
    return new ProcessBuilder("/bin/sh", "-c", join + "{ " + script + "; }")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void assertSays(EngineException exception, String part) {
    String message = String.valueOf(exception.getMessage());
    assertTrue(message.contains(part), message);
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process did not end");
    return process.exitValue();
  }
}
