package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service sees from inside, through exec. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class InsideIT {
  private static final String STACK =
      """
      services:
        box:
          rootfs: ../rootfs
          command: [sleep, '1000']
          stop_grace_period: 0s
          hostname: box
          domainname: lab.example
          environment: {GREETING: hello, FROM_HOST: }
          working_dir: /work/here
          conf:
            hosts: ./hosts
          volumes:
            - ./site:/site:ro
            - data:/data
            - /anonymous
          tmpfs: /scratch:size=1m
          devices: ['/dev/zero:/dev/lab-zero', '/dev/fuse:/dev/lab-fuse:r']
          cpus: 0.5
          cpu_shares: 512
          cpuset: '0'
          mem_limit: 64m
          mem_reservation: 32m
          pids_limit: 50
        user:
          rootfs: ../rootfs
          user: user
          read_only: true
          command: [sh, -c, 'echo to-stdout > /dev/stdout; echo to-stderr > /dev/stderr; exec sleep 1000']
          stop_grace_period: 0s
        sharer:
          rootfs: ../rootfs
          command: [sleep, '1000']
          stop_grace_period: 0s
          network_mode: service:box
          pid: service:box
      volumes:
        data:
      """;

  private Jcompose jcompose;

  @BeforeEach
  void up(Sandbox sandbox) {
    jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file("compose.yaml", STACK)
            .file("hosts", "192.0.2.7 seven\n")
            .file("site/index.html", "content");
    jcompose.ok("up", "-d");
  }

  @AfterEach
  void down() {
    jcompose.ok("down", "-v");
  }

  @Test
  void hostnameProcessesAndInterfacesAreItsOwn() {
    assertEquals("box\n", exec("hostname"));
    assertEquals("box\n", exec("cat", "/etc/hostname"));
    assertEquals("lab.example\n", exec("cat", "/proc/sys/kernel/domainname"));
    assertEquals("sleep\n", exec("sh", "-c", "cat /proc/1/comm"));
    assertEquals("eth0\nlo\n", exec("ls", "/sys/class/net"));
    assertTrue(exec("ip", "addr", "show", "lo").contains("127.0.0.1"));
  }

  @Test
  void noMountOfTheHostIsVisible() {
    List<String> expected =
        List.of(
            "/",
            "/anonymous",
            "/data",
            "/dev",
            "/dev/console",
            "/dev/mqueue",
            "/dev/pts",
            "/dev/shm",
            "/etc/hostname",
            "/etc/hosts",
            "/etc/resolv.conf",
            "/proc",
            "/scratch",
            "/site",
            "/sys");
    List<String> targets =
        exec("cat", "/proc/mounts")
            .lines()
            .map(line -> line.split(" ", -1)[1])
            // Docker's masked and read-only paths.
            .filter(target -> !target.startsWith("/proc/") && !target.startsWith("/sys/"))
            .sorted()
            .toList();
    assertEquals(expected, targets);
  }

  @Test
  void confVolumesDevicesAndEnvironment() {
    assertEquals("192.0.2.7 seven\n", exec("cat", "/etc/hosts"));
    assertEquals("content", exec("cat", "/site/index.html"));
    assertEquals(1, jcompose.run("exec", "-T", "box", "touch", "/site/x").exit());
    assertEquals("/work/here\n", exec("pwd"));
    assertEquals("hello\n", exec("sh", "-c", "echo $GREETING"));
    assertTrue(exec("df", "-k", "/scratch").contains("1024"));
    assertEquals(" 00 00\n", exec("sh", "-c", "head -c2 /dev/lab-zero | od -An -tx1"));
    exec("sh", "-c", ": < /dev/lab-fuse");
    assertEquals(1, jcompose.run("exec", "-T", "box", "sh", "-c", ": > /dev/lab-fuse").exit());
  }

  @Test
  void limitsAreTheKernels() {
    String cpu = exec("sh", "-c", "cat /proc/self/cgroup");
    assertTrue(cpu.contains("/\n"), cpu);
    assertEquals("Cpus_allowed_list:\t0\n", exec("grep", "Cpus_allowed_list", "/proc/self/status"));
  }

  @Test
  void volumeKeepsItsContentOverDownAndUp() {
    exec("sh", "-c", "echo kept > /data/file");
    jcompose.ok("down");
    jcompose.ok("up", "-d");
    assertEquals("kept\n", exec("cat", "/data/file"));
  }

  @Test
  void anonymousVolumeSurvivesRecreationAndIsRenewedByV() {
    exec("sh", "-c", "echo kept > /anonymous/file");
    jcompose.ok("up", "-d", "--force-recreate");
    assertEquals("kept\n", exec("cat", "/anonymous/file"));
    jcompose.ok("up", "-d", "-V");
    assertEquals(1, jcompose.run("exec", "-T", "box", "cat", "/anonymous/file").exit());
  }

  @Test
  void execIsInTheSameNamespaces() throws IOException {
    long pid = jcompose.pid("box");
    for (String type : new String[] {"mnt", "uts", "ipc", "pid", "net", "cgroup"}) {
      String inside = exec("readlink", "/proc/self/ns/" + type).strip();
      String first = Files.readSymbolicLink(Path.of("/proc", pid + "", "ns", type)).toString();
      String host = Files.readSymbolicLink(Path.of("/proc/self/ns", type)).toString();
      assertEquals(first, inside);
      assertTrue(!host.equals(inside), type + " is the host's");
    }
  }

  @Test
  void sharedNamespacesAreTheOtherServices() {
    assertEquals(
        exec("readlink", "/proc/1/ns/net"),
        jcompose.ok("exec", "-T", "sharer", "readlink", "/proc/self/ns/net"));
    assertEquals(
        exec("readlink", "/proc/1/ns/pid"),
        jcompose.ok("exec", "-T", "sharer", "readlink", "/proc/self/ns/pid"));
  }

  @Test
  void userCanReopenItsStandardStreams() {
    String logs = jcompose.ok("logs", "--no-log-prefix", "user");
    assertEquals(
        "to-stderr\nto-stdout\n", logs.lines().sorted().reduce("", (a, b) -> a + b + "\n"));
    assertEquals("1000\n", jcompose.ok("exec", "-T", "user", "id", "-u"));
    assertEquals("0\n", jcompose.ok("exec", "-T", "-u", "root", "user", "id", "-u"));
    assertEquals(1, jcompose.run("exec", "-T", "-u", "0", "user", "touch", "/x").exit());
  }

  @Test
  void execPassesStreamsAndExitCodesOn() {
    Result result = jcompose.run("exec", "-T", "box", "sh", "-c", "echo out; echo err >&2; exit 7");
    assertEquals("out\n", result.out());
    assertEquals("err\n", result.err());
    assertEquals(7, result.exit());
    assertEquals(127, jcompose.run("exec", "-T", "box", "no-such-program").exit());
    assertEquals(126, jcompose.run("exec", "-T", "box", "/etc/passwd").exit());
    assertEquals(
        "x y\n",
        jcompose.ok("exec", "-T", "-e", "A=x y", "-w", "/tmp", "box", "sh", "-c", "echo $A"));
  }

  @Test
  void execHasATerminalWhenTheUserHasOne() {
    // script(1) gives the command a terminal of its own.
    String command =
        String.join(" ", jcompose.command("exec", "box", "sh", "-c", "'tty; stty size; exit 5'"));
    Result result =
        HostCommand.run(
            jcompose.sandbox().environment(),
            jcompose.folder(),
            List.of("script", "-qec", "stty rows 33 cols 99; " + command, "/dev/null"));
    assertEquals(5, result.exit(), result.out() + result.err());
    assertTrue(result.out().contains("/dev/pts/0"), result.out());
    assertTrue(result.out().contains("33 99"), result.out());
  }

  private String exec(String... command) {
    String[] args = new String[command.length + 3];
    args[0] = "exec";
    args[1] = "-T";
    args[2] = "box";
    System.arraycopy(command, 0, args, 3, command.length);
    return jcompose.ok(args);
  }
}
