package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.spec.CpuAffinity;
import jcompose.engine.spec.IoPriority;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Personality;
import jcompose.engine.spec.ProcessAttributes;
import jcompose.engine.spec.Rlimit;
import jcompose.engine.spec.Scheduler;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCapability;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the kernel keeps of a process, as it says inside the container. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ProcessIT {
  private static final String NOFILE = "grep 'open files' /proc/self/limits | tr -s ' '";
  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs shell(ProcessAttributes attributes, String script) {
    return Specs.shell(fixture.busybox, script).attributes(attributes);
  }

  static ProcessAttributes rlimits(Rlimit... rlimits) {
    return new ProcessAttributes(
        List.of(rlimits),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static ProcessAttributes oomScore(int score) {
    return new ProcessAttributes(
        List.of(),
        OptionalInt.of(score),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void limitsAreTheContainersAndItsExecs() {
    Container container =
        fixture.start(
            shell(rlimits(new Rlimit("RLIMIT_NOFILE", 30, 40)), NOFILE + EngineFixture.TOLD));
    EngineFixture.Result exec =
        EngineFixture.exec(
            container, EngineFixture.WHEN_TOLD + NOFILE + "; ulimit -Sn 41 || ulimit -Sn 40");
    assertEquals("Max open files 30 40 files \n", exec.out());
    assertEquals(0, exec.exit().code());
    container.kill();
    assertEquals("Max open files 30 40 files \n", fixture.ended(container).out());
    container.delete();
  }

  @Test
  void everyLimitHasItsOwnNumber() throws IOException {
    String[] names = {
      "cpu time",
      "file size",
      "data size",
      "stack size",
      "core file size",
      "resident set",
      "processes",
      "open files",
      "locked memory",
      "address space",
      "file locks",
      "pending signals",
      "msgqueue size",
      "nice priority",
      "realtime priority",
      "realtime timeout"
    };
    List<String> host = Files.readAllLines(Path.of("/proc/self/limits"));
    StringBuilder expected = new StringBuilder();
    Rlimit[] limits = new Rlimit[names.length];
    for (int i = 0; i < names.length; i++) {
      int number = i;
      String[] words =
          host.stream()
              .filter(line -> line.startsWith("Max " + names[number]))
              .map(line -> line.substring(26).trim().split(" +", -1))
              .findFirst()
              .orElseThrow();
      long hard = words[1].equals("unlimited") ? Rlimit.INFINITY : Long.parseLong(words[1]);
      limits[i] = new Rlimit(Rlimit.types().get(i), hard, hard);
      expected.append(words[1]).append(' ').append(words[1]).append('\n');
    }
    StringBuilder script = new StringBuilder("set -- ");
    assertEquals(16, names.length);
    for (String name : names) {
      script.append('"').append(name).append("\" ");
    }
    script.append(
        "; for n; do grep \"^Max $n\" /proc/self/limits | cut -c27- | tr -s ' ' | cut -d' ' -f1,2;"
            + " done");
    assertEquals(expected.toString(), fixture.run(shell(rlimits(limits), script.toString())).out());
  }

  @Test
  void raisingWithoutTheRightIsRefusedWithAdvice() {
    long most = 1L << 31; // above fs.nr_open, whatever that is
    EngineException refused =
        assertThrows(
            EngineException.class,
            () -> fixture.run(shell(rlimits(new Rlimit("RLIMIT_NOFILE", most, most)), "true")));
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "test: prlimit64(self, RLIMIT_NOFILE, {soft=2147483648, hard=2147483648}, 0):"
                    + " EPERM"),
        refused.getMessage());
    assertTrue(refused.getMessage().contains("CAP_SYS_RESOURCE"), refused.getMessage());
  }

  @Test
  @RequiresCapability("CAP_SYS_RESOURCE")
  void raisesLimitsWithTheRight() {
    assertEquals(
        "Max realtime priority 42 42 \n",
        fixture
            .run(
                shell(
                    rlimits(new Rlimit("RLIMIT_RTPRIO", 42, 42)),
                    "grep 'realtime priority' /proc/self/limits | tr -s ' '"))
            .out());
  }

  @Test
  void oomScoreIsTheContainersAndItsExecs() {
    Container container = fixture.start(shell(oomScore(500), "sleep 1000"));
    String script = "cat /proc/1/oom_score_adj /proc/self/oom_score_adj";
    assertEquals("500\n500\n", EngineFixture.exec(container, script).out());
    container.delete();
  }

  @Test
  @RequiresCapability("CAP_SYS_RESOURCE")
  void oomScoreMayBeNegativeWithTheRight() {
    assertEquals(
        "-500\n", fixture.run(shell(oomScore(-500), "cat /proc/self/oom_score_adj")).out());
  }

  @Test
  void aContainersProcCannotRedirectTheScore() {
    Container container =
        fixture.start(
            Specs.shell(
                    fixture.busybox,
                    "mount -t tmpfs t /proc; mkdir /proc/self; echo trap >"
                        + " /proc/self/oom_score_adj; echo > /ready; sleep 1000")
                .privileged()
                .attributes(oomScore(300)));
    EngineFixture.exec(container, "while [ ! -e /ready ]; do :; done");
    assertEquals("trap\n", EngineFixture.exec(container, "cat /proc/self/oom_score_adj").out());
    container.delete();
  }

  @Test
  void sysctlsAreWrittenBeforeProcIsLocked() {
    EngineFixture.Result result =
        fixture.run(
            Specs.shell(
                    fixture.busybox,
                    "cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/sem"
                        + " /proc/sys/kernel/shmmax /proc/sys/fs/mqueue/msg_max;"
                        + " echo 0 > /proc/sys/net/ipv4/ip_forward")
                .sysctl(
                    Map.of(
                        "net.ipv4.ip_forward", "1",
                        "kernel/sem", "250 32000 32 100",
                        "kernel.shmmax", "123456",
                        "fs.mqueue.msg_max", "20")));
    assertEquals("1\n250\t32000\t32\t100\n123456\n20\n", result.out());
    assertTrue(result.err().contains("Read-only"), result.err());
  }

  @Test
  void sysctlsThatTheKernelDoesNotHaveAreNamed() {
    EngineException refused =
        assertThrows(
            EngineException.class,
            () ->
                fixture.run(
                    Specs.shell(fixture.busybox, "true").sysctl(Map.of("net.ipv4.nosuch", "1"))));
    assertTrue(
        refused.getMessage().contains("/proc/sys/net/ipv4/nosuch\", O_WRONLY|O_CLOEXEC): ENOENT"),
        refused.getMessage());
    assertTrue(refused.getMessage().contains("no such sysctl"), refused.getMessage());
  }

  @Test
  void sysctlsOfTheHostAreRefused() {
    EngineException refused =
        assertThrows(
            EngineException.class,
            () ->
                fixture.run(
                    Specs.shell(fixture.busybox, "true")
                        .namespace(NamespaceType.NETWORK, new NamespaceMode.Host())
                        .sysctl(Map.of("net.ipv4.ip_forward", "1"))));
    assertTrue(refused.getMessage().contains("would change the host"), refused.getMessage());
  }

  @Test
  void groupsComeFromTheImagesFiles() throws IOException {
    Files.writeString(fixture.busybox.resolve("etc/group"), "root:x:0:\nlab:x:7:\nmore:x:8:joe\n");
    Files.writeString(
        fixture.busybox.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\njoe:x:5:6::/:/bin/sh\n");
    Specs specs =
        Specs.shell(fixture.busybox, "grep -E '^(Uid|Gid|Groups)' /proc/self/status")
            .user("joe")
            .groups("lab", "99");
    assertEquals(
        "Uid:\t5\t5\t5\t5\nGid:\t6\t6\t6\t6\nGroups:\t6 7 8 99 \n", fixture.run(specs).out());
  }

  @Test
  void prioritiesAreTheProcesss() {
    ProcessAttributes attributes =
        new ProcessAttributes(
            List.of(),
            OptionalInt.empty(),
            OptionalInt.of(027),
            Optional.of(new Personality("LINUX", List.of("ADDR_NO_RANDOMIZE"))),
            Optional.of(new Scheduler("SCHED_BATCH", 7, 0, List.of(), 0, 0, 0)),
            Optional.of(new IoPriority("IOPRIO_CLASS_IDLE", 0)),
            Optional.of(new CpuAffinity(Optional.empty(), Optional.of("0"))));
    Container container =
        fixture.start(
            shell(
                attributes,
                // field 41 of stat is the policy, 19 the nice value
                "cut -d' ' -f41,19 /proc/$$/stat; umask; cat /proc/$$/personality; ionice -p $$"
                    + EngineFixture.TOLD));
    EngineFixture.Result exec =
        EngineFixture.exec(
            container, EngineFixture.WHEN_TOLD + "grep Cpus_allowed_list /proc/self/status");
    assertEquals("Cpus_allowed_list:\t0\n", exec.out());
    container.kill();
    assertEquals("7 3\n0027\n00040000\nidle\n", fixture.ended(container).out());
    container.delete();
  }
}
