package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.TestImages;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What each option of {@code run} does, as it is seen from inside, and what it says of nonsense.
 */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class RunOptionsIT {
  private static final int SHORT_ID = 12;

  private Jcompose jcompose = new Jcompose(new Sandbox(Path.of("")), Path.of(""));

  @BeforeEach
  void makeRootfs(Sandbox sandbox) {
    jcompose = Jcompose.in(sandbox).withBusybox();
  }

  private static String[] words(Stream<String> options, Stream<String> command) {
    Stream<String> begin = Stream.of("run", "--rm", "--rootfs", "../rootfs");
    return Stream.concat(begin, Stream.concat(options, command)).toArray(String[]::new);
  }

  /** What a shell's script prints in a container with these options. */
  private String inside(String script, String... options) {
    return jcompose.ok(words(Stream.of(options), Stream.of("sh", "-c", script)));
  }

  @Test
  void limitsAreTheKernels() {
    String script =
        """
        show() { cat $1 2>/dev/null || cat $2; }
        cd /sys/fs/cgroup
        show memory/memory.limit_in_bytes memory.max
        if [ -e memory/memory.memsw.limit_in_bytes ]; then cat memory/memory.memsw.limit_in_bytes
        else expr $(cat memory.swap.max) + $(cat memory.max); fi
        show memory/memory.soft_limit_in_bytes memory.low
        show cpu/cpu.shares cpu.weight
        show cpuset/cpuset.cpus cpuset.cpus
        show pids/pids.max pids.max
        if [ -e cpu/cpu.cfs_quota_us ]; then echo $(cat cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us)
        else cat cpu.max; fi
        """;
    List<String> lines =
        inside(
                script,
                "--memory=64m",
                "--memory-swap",
                "96m",
                "--memory-reservation",
                "32m",
                "--cpu-shares",
                "256",
                "--cpuset",
                "0",
                "--pids-limit",
                "33",
                "--cpus",
                "0.5")
            .lines()
            .toList();
    assertEquals(List.of("67108864", "100663296", "33554432"), lines.subList(0, 3));
    assertTrue(List.of("256", "10", "35").contains(lines.get(3)), lines.get(3));
    assertEquals(List.of("0", "33", "50000 100000"), lines.subList(4, 7));
  }

  @Test
  void swapWithoutALimit() {
    String script =
        "cd /sys/fs/cgroup; cat memory/memory.memsw.limit_in_bytes || cat memory.swap.max";
    String limit = inside(script + " 2>/dev/null", "-m", "64m", "--memory-swap", "-1").strip();
    assertTrue(limit.equals("max") || limit.length() >= 16, limit);
  }

  /** A program that wants more memory than there is, is killed, and that is told. */
  @Test
  void memoryThatRunsOutIsTold() {
    Result result =
        jcompose.run(
            words(
                Stream.of("--memory", "16m", "--memory-swap", "16m"),
                Stream.of("sh", "-c", "tail /dev/zero")));
    assertEquals(137, result.exit(), result.err());
    assertTrue(result.err().contains("out of memory"), result.err());
  }

  @Test
  void namesAndUsers() throws IOException {
    assertEquals(
        "lab\nlab\nexample.org\n",
        inside(
            "hostname; cat /etc/hostname; cat /proc/sys/kernel/domainname",
            "--hostname",
            "lab",
            "--domainname",
            "example.org"));
    assertEquals(
        "1000:2000 3000\n",
        inside("echo $(id -u):$(id -G)", "--user", "1000:2000", "--group-add", "3000"));
    assertEquals("/tmp\n", inside("pwd", "-w", "/tmp"));
  }

  @Test
  void theHostNameIsTheId() {
    String name = "named";
    String host = jcompose.ok("run", "--rootfs", "../rootfs", "--name", name, "hostname").strip();
    String all = jcompose.ok("-p", "run", "ps", "-a", "-q");
    assertEquals(host, all.substring(0, SHORT_ID));
    jcompose.ok("-p", "run", "down");
  }

  @Test
  void environment() {
    jcompose.file("env", "# none\nA=from file\nQ=\"as it is\"\nB=file\n");
    assertEquals(
        "from file|\"as it is\"|option|a=b|" + System.getenv("PATH").length() + "|\n",
        inside(
            "echo \"$A|$Q|$B|$C|${#PATH}|$NOT_SET\"",
            "--env-file",
            "env",
            "-e",
            "B=option",
            "-e",
            "C=a=b",
            "-e",
            "PATH",
            "-e",
            "NOT_SET"));
  }

  @Test
  void mountsFromTheFolderOneIsIn() throws IOException {
    jcompose.file("here/file", "content\n");
    assertEquals(
        "content\nread-only\nsize=1024k\n",
        inside(
            "cat /mnt/file; touch /mnt/x 2>/dev/null || echo read-only;"
                + " echo kept > /keep/file; echo gone > /gone/file;"
                + " grep ' /mem ' /proc/mounts | grep -o 'size=[0-9]*k'",
            "-v",
            "./here:/mnt:ro",
            "-v",
            "mine:/keep",
            "-v",
            "/gone",
            "--tmpfs",
            "/mem:size=1m"));
    assertEquals("kept\n", inside("cat /keep/file", "-v", "mine:/keep"));
    try (Stream<Path> volumes = Files.list(jcompose.sandbox().directories().volumes())) {
      assertEquals(
          List.of("mine"),
          volumes
              .map(volume -> volume.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .toList());
    }
    jcompose.ok("-p", "run", "down", "-v");
    assertFalse(Files.exists(jcompose.sandbox().directories().volumes().resolve("mine")));
  }

  /** A volume of a stack can be looked into; it stays the stack's. */
  @Test
  void volumesOfAProject() {
    jcompose.file(
        "compose.yaml",
        """
        services:
          a: {rootfs: ../rootfs, command: [sh, -c, 'echo data > /v/file'], volumes: ['data:/v']}
        volumes: {data: {}}
        """);
    jcompose.ok("up");
    assertEquals("data\n", inside("cat /v/file", "-v", "shop_data:/v:ro"));
    jcompose.ok("-p", "run", "down", "-v");
    assertEquals("data\n", inside("cat /v/file", "-v", "shop_data:/v:ro"));
    jcompose.ok("down", "-v");
  }

  @Test
  void confFiles() {
    jcompose.file("h", "10.0.0.9 nine\n").file("n", "other\n").file("r", "nameserver 10.0.0.1\n");
    assertEquals(
        "10.0.0.9 nine\nother\nnameserver 10.0.0.1\n",
        inside(
            "cat /etc/hosts /etc/hostname /etc/resolv.conf",
            "--conf",
            "hosts=h",
            "--conf",
            "hostname=n",
            "--conf",
            "resolv.conf=./r"));
    String generated = inside("cat /etc/hosts", "--add-host", "nine:10.0.0.9", "--hostname", "me");
    assertTrue(generated.contains("10.0.0.9\tnine\n"), generated);
  }

  @Test
  void rightsAndConfinement() {
    String caps = "grep CapEff /proc/self/status | cut -f 2";
    assertEquals("00000000a80425fb\n", inside(caps));
    assertEquals(
        "0000000000000400\n", inside(caps, "--cap-drop", "ALL", "--cap-add", "NET_BIND_SERVICE"));
    assertTrue(inside(caps, "--privileged").startsWith("000001"));
    assertEquals(
        "0\n",
        inside(
            "grep Seccomp: /proc/self/status | cut -f 2", "--security-opt", "seccomp=unconfined"));
    assertEquals(
        "1\n",
        inside(
            "grep NoNewPrivs /proc/self/status | cut -f 2", "--security-opt", "no-new-privileges"));
    assertEquals("no\n", inside("touch /x 2>/dev/null || echo no", "--read-only"));
    assertEquals("77\n", inside("ulimit -n", "--ulimit", "nofile=77:88"));
    assertEquals(
        "1 1\n",
        inside(
            "echo $(cat /proc/sys/net/ipv4/ip_forward /proc/self/oom_score_adj)",
            "--sysctl",
            "net.ipv4.ip_forward=1",
            "--oom-score-adj",
            "1"));
    assertEquals("fuse\n", inside("ls /dev | grep fuse", "--device", "/dev/null:/dev/fuse"));
  }

  @Test
  void namespacesOfTheHost() throws IOException {
    String script = "for type in pid ipc uts net cgroup; do readlink /proc/self/ns/$type; done";
    String host =
        namespace("pid")
            + namespace("ipc")
            + namespace("uts")
            + namespace("net")
            + namespace("cgroup");
    assertEquals(
        host,
        inside(
            script,
            "--pid",
            "host",
            "--ipc",
            "host",
            "--uts",
            "host",
            "--network",
            "host",
            "--cgroupns",
            "host"));
    List<String> own = inside(script).lines().toList();
    host.lines().forEach(line -> assertFalse(own.contains(line), line));
    assertEquals("lo\n", inside("ls /sys/class/net", "--network", "none"));
    assertEquals(
        namespace("uts"),
        inside(
            "readlink /proc/self/ns/uts",
            "--namespace",
            "uts=/proc/" + ProcessHandle.current().pid() + "/ns/uts"));
  }

  private static String namespace(String type) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/ns", type)) + "\n";
  }

  @Test
  void anImageInAFile() throws IOException {
    Files.write(
        jcompose.folder().resolve("ubuntu.tar"),
        TestImages.busybox().file("which", "the tar's\n").tar());
    assertEquals(
        "the tar's\n",
        jcompose.ok("run", "--rm", "--image", "./ubuntu.tar", "--", "cat", "/which"));
  }

  /** Each option with a value that makes no sense: told by the option's name, nothing made. */
  @Test
  void nonsenseIsToldByTheOption() throws IOException {
    List<List<String>> wrong =
        List.of(
            List.of("--memory", "x", "'x' is not a size such as 512m, 1.5gb or 1048576"),
            List.of("-m", "-3", "--memory: '-3' is not a size"),
            List.of("--memory-swap", "64m", "needs '--memory' as well"),
            List.of("--memory-reservation", "y", "'y' is not a size"),
            List.of("--cpus", "-1", "'-1' is not a number of processors such as 0.5"),
            List.of("--cpu-shares", "many", "'many' is not an integer"),
            List.of("--cpuset", "a-b", "'a-b'"),
            List.of("--pids-limit", "-7", "must be above 0, or -1 for no limit"),
            List.of("--user", "a:b:c", "'a:b:c' is not of the form USER[:GROUP]"),
            List.of("--user", "nobody-of-that-name", "nobody-of-that-name"),
            List.of("--hostname", "a b", "'a b' is not a host name"),
            List.of("--domainname", "a b", "'a b' is not a host name"),
            List.of("--workdir", "relative", "relative"),
            List.of("--volume", "a/b:/c", "'a/b' is not the name of a volume"),
            List.of("--volume", "./a:b", "'b'"),
            List.of("--volume", "./a:/b:what", "unknown option 'what'"),
            List.of("--tmpfs", "relative", "relative"),
            List.of("--device", "/no/such/device", "/no/such/device"),
            List.of("--conf", "hosts", "'hosts' is not of the form NAME=VALUE"),
            List.of("--conf", "host=x", "unknown key; did you mean 'hosts'?"),
            List.of("--conf", "hosts=none", "none does not exist"),
            List.of("--env", "=x", "the variable's name is empty"),
            List.of("--env-file", "none", "env file 'none' does not exist"),
            List.of("--cap-add", "FLY", "unknown capability 'FLY'"),
            List.of("--cap-drop", "FLY", "unknown capability 'FLY'"),
            List.of("--network", "mine", "'mine' is not one of none, host"),
            List.of("--pid", "mine", "'mine' is not one of host"),
            List.of("--ipc", "mine", "'mine' is not one of host"),
            List.of("--uts", "mine", "'mine' is not one of host"),
            List.of("--cgroupns", "mine", "'mine' is not one of host"),
            List.of("--namespace", "pid", "is not of the form NAME=VALUE"),
            List.of("--namespace", "pids=host", "--namespace pids: unknown key; did you mean "),
            List.of("--namespace", "uts=/none", "/none"),
            List.of("--security-opt", "secomp=x", "'secomp' is no security option; did you mean"),
            List.of("--platform", "amd64", "'amd64' is not of the form linux/ARCHITECTURE"),
            List.of("--pull", "seldom", "'seldom' is not one of always, never, missing"),
            List.of("--name", "-", "'-'"),
            List.of("--ulimit", "nofile", "'nofile' is not of the form NAME=SOFT[:HARD]"),
            List.of("--ulimit", "files=3", "--ulimit files: unknown ulimit"),
            List.of("--sysctl", "kernel.panic=1", "--sysctl kernel.panic: belongs to no namespace"),
            List.of("--stop-signal", "NOW", "NOW"),
            List.of("--stop-timeout", "soon", "soon"),
            List.of("--shm-size", "z", "'z' is not a size"),
            List.of("--oom-score-adj", "5000", "must be from -1000 to 1000"),
            List.of("--add-host", "nine", "nine"),
            List.of("--dns", "here", "here"));
    StringBuilder differing = new StringBuilder();
    for (List<String> one : wrong) {
      Result result =
          jcompose.run(words(Stream.of(one.get(0), one.get(1)), Stream.of("echo", "ran")));
      String place = one.get(0).equals("-m") ? "--memory" : one.get(0);
      boolean right =
          List.of(2, 125).contains(result.exit())
              && result.out().isEmpty()
              && result.err().matches("(?s)jcompose: " + place + "( [a-z.]+)?: .*")
              && !result.err().contains("services.")
              && result.err().contains(one.get(2));
      if (!right) {
        differing.append(one).append(": ").append(result).append('\n');
      }
    }
    assertEquals("", differing.toString());
    assertFalse(Files.exists(jcompose.folder().resolve("a")));
  }

  /** Several at once are told at once. */
  @Test
  void allThatIsWrongIsToldAtOnce() {
    Result result =
        jcompose.run(
            words(Stream.of("--memory", "x", "--cpus", "y", "-v", "a/b:/c"), Stream.of("true")));
    assertEquals(2, result.exit());
    assertEquals(3, result.err().lines().count(), result.err());
  }
}
