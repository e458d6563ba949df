package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.Test;

/** {@code namespaces}: what the kernel says in a container beside what it says outside. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class NamespacesIT {
  private static final List<String> ALL = List.of("mnt", "net", "pid", "ipc", "uts", "cgroup");

  @Test
  void hostsOwn(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file(
                "compose.yaml",
                """
                services:
                  box:
                    rootfs: /
                    command: [sleep, '1000']
                    stop_grace_period: 0s
                    namespaces:
                      {mount: host, net: host, pid: host, ipc: host, uts: host, cgroup: host}
                """);
    jcompose.ok("up", "-d");
    for (String type : ALL) {
      // The supervisor has a copy of the host's mounts, in which the JDK is read-only.
      String process = type.equals("mnt") ? Long.toString(jcompose.supervisor("shop")) : "self";
      assertEquals(of(process, type), inside(jcompose, type), type);
    }
    jcompose.ok("down");
  }

  @Test
  void byPath(Sandbox sandbox) throws IOException {
    List<String> others = List.of("net", "ipc", "uts");
    Process other =
        new ProcessBuilder("unshare", "--net", "--ipc", "--uts", "sh", "-c", "echo ready; read x")
            .start();
    try {
      byte[] ready = other.getInputStream().readNBytes(6);
      assertEquals("ready\n", new String(ready, StandardCharsets.UTF_8));
      String folder = "/proc/" + other.pid() + "/ns/";
      Jcompose jcompose =
          Jcompose.in(sandbox)
              .box("namespaces: {net: N/net, ipc: N/ipc, uts: N/uts}".replace("N/", folder));
      jcompose.ok("up", "-d");
      for (String type : ALL) {
        if (others.contains(type)) {
          assertEquals(of(Long.toString(other.pid()), type), inside(jcompose, type));
        } else {
          assertNotEquals(of("self", type), inside(jcompose, type));
        }
      }
      jcompose.ok("down");
    } finally {
      other.destroyForcibly().onExit().join();
    }
  }

  @Test
  void clocksOfItsOwnAreSharedAndExplained(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                x-box: &box
                  rootfs: ../rootfs
                  command: [sleep, '1000']
                  stop_grace_period: 0s
                services:
                  box:
                    <<: *box
                    namespaces: {time: {monotonic: 2h, boottime: 86400}}
                  guest:
                    <<: *box
                    namespaces: {time: 'service:box'}
                """);
    jcompose.ok("up", "-d");
    assertEquals(
        "monotonic 7200 0\nboottime 86400 0\n",
        jcompose
            .ok("exec", "-T", "guest", "cat", "/proc/self/timens_offsets")
            .replaceAll(" +", " "));
    assertNotEquals(of("self", "time"), inside(jcompose, "time"));
    assertEquals(
        inside(jcompose, "time"),
        jcompose.ok("exec", "-T", "guest", "readlink", "/proc/self/ns/time").strip());
    jcompose.ok("down");
    String explained = jcompose.ok("explain", "box");
    assertTrue(explained.contains("\"monotonic 7200 0\\nboottime 86400 0\\n\""), explained);
    Result behind = jcompose.box("namespaces: {time: {boottime: -36500d}}").run("up", "-d");
    assertEquals(1, behind.exit());
    assertTrue(
        behind
            .err()
            .startsWith(
                "compose.yaml:6:18: services.box.namespaces.time: boottime -3153600000s would set"
                    + " a clock back to before 0"),
        behind.err());
  }

  @Test
  void mountsThatAreThereTakeNoOtherFiles(Sandbox sandbox) {
    Result host = Jcompose.in(sandbox).box("namespaces: {mount: host}").run("up", "-d");
    assertEquals(1, host.exit());
    assertTrue(host.err().contains("it goes with rootfs / and without volumes only"), host.err());
    Result missing = Jcompose.in(sandbox).box("namespaces: {net: /no/such}").run("up", "-d");
    assertEquals(
        "compose.yaml:6:18: services.box.namespaces.net: namespace file /no/such does not exist\n",
        missing.err());
  }

  @Test
  void filesOfAnotherKindAreToldBeforeAnythingIsStopped(Sandbox sandbox) throws IOException {
    Jcompose jcompose = Jcompose.in(sandbox).box();
    Path mounted = Files.createFile(sandbox.folder().resolve("uts"));
    HostCommand.run("mount", "--bind", "/proc/self/ns/uts", mounted.toString()).checked();
    try {
      jcompose.ok("up", "-d");
      String running = jcompose.ok("ps", "-q");
      String link = "/proc/" + ProcessHandle.current().pid() + "/ns/net";
      jcompose.box("namespaces: {net: " + mounted + ", ipc: " + link + ", uts: /etc/passwd}");
      Result result = jcompose.run("up", "-d");
      assertEquals(1, result.exit());
      List<String> expected =
          List.of(
              "compose.yaml:6:18: services.box.namespaces.net: namespace file "
                  + mounted
                  + " is of the kind uts, and should be of the kind network\n",
              ": services.box.namespaces.ipc: namespace file "
                  + link
                  + " is of the kind network, and should be of the kind ipc\n",
              ": services.box.namespaces.uts: /etc/passwd is no namespace file\n");
      expected.forEach(words -> assertTrue(result.err().contains(words), result.err()));
      assertEquals(3, result.err().lines().count(), result.err());
      assertEquals(running, jcompose.ok("ps", "-q"), "it is left as it was");
    } finally {
      HostCommand.run("umount", mounted.toString()).checked();
      jcompose.ok("down");
    }
  }

  private static String inside(Jcompose jcompose, String type) {
    return jcompose.ok("exec", "-T", "box", "readlink", "/proc/self/ns/" + type).strip();
  }

  private static String of(String process, String type) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", process, "ns", type)).toString();
  }
}
