package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** What names a container, what it finds by name, what is shown and kept of its output. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ContainerKeysIT {
  @Test
  void aNameIsItsOwnOnTheMachine(Sandbox sandbox) {
    Jcompose first = Jcompose.in(sandbox).box("container_name: the-box");
    first.ok("up", "-d");
    Jcompose second = Jcompose.in(sandbox, "other").box("container_name: the-box");
    try {
      assertTrue(first.ok("ps").contains("the-box "), first.ok("ps"));
      Result up = second.run("up", "-d");
      assertEquals(1, up.exit());
      assertTrue(
          up.err()
              .contains(
                  "compose.yaml:6:5: services.box: the container name 'the-box' is held by service"
                      + " 'box' of project 'shop'; choose another, or take that one down with"
                      + " 'jcompose -p shop down'"),
          up.err());
    } finally {
      first.ok("down");
      second.run("down");
    }
  }

  @Test
  void namesAreInItsFiles(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "command: [sh, -c, 'tail -n 3 /etc/hosts; cat /etc/resolv.conf']",
                "extra_hosts: ['db=10.0.0.5', 'v6=[fd00::1]']",
                "dns: [9.9.9.9, 'fd00::53']",
                "dns_search: lab.example",
                "dns_opt: ['ndots:2', rotate]",
                "network_mode: host");
    Result up = jcompose.run("up");
    jcompose.ok("down");
    assertEquals(0, up.exit(), up.err());
    assertTrue(up.out().contains("| 10.0.0.5\tdb\n"), up.out());
    assertTrue(up.out().contains("| fd00::1\tv6\n"), up.out());
    assertTrue(
        up.out()
            .endsWith(
                """
                box  | nameserver 9.9.9.9
                box  | nameserver fd00::53
                box  | search lab.example
                box  | options ndots:2 rotate
                """),
        up.out());
  }

  @Test
  void theUsersOwnFilesCount(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file("hosts", "1.2.3.4 mine\n")
            .box(
                "command: [cat, /etc/hosts]",
                "extra_hosts: {db: 10.0.0.5}",
                "conf: {hosts: ./hosts}");
    Result up = jcompose.run("up");
    jcompose.ok("down");
    assertEquals("box  | 1.2.3.4 mine\n", up.out());
    assertTrue(up.err().contains("extra_hosts: without effect: 'conf' replaces"), up.err());
  }

  @Test
  void theHostsGatewayIsItsLoopbackInItsNetwork(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "command: [tail, -n, '1', /etc/hosts]",
                "extra_hosts: ['host.docker.internal:host-gateway']",
                "network_mode: host");
    Result up = jcompose.run("up");
    jcompose.ok("down");
    assertEquals("box  | 127.0.0.1\thost.docker.internal\n", up.out(), up.err());
  }

  @Test
  void onlyAttachedOutputIsShown(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                services:
                  loud: {rootfs: ../rootfs, command: [echo, heard]}
                  quiet: {rootfs: ../rootfs, command: [echo, unheard], attach: false}
                """);
    Result up = jcompose.run("up");
    String logs = jcompose.ok("logs", "quiet");
    jcompose.ok("down");
    assertEquals("loud  | heard\n", up.out(), up.err());
    assertEquals("quiet  | unheard\n", logs);
  }

  @Test
  void aLogIsAsLargeAsTheFileSays(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "command: [sh, -c, 'seq 1 200000']",
                "logging: {driver: json-file, options: {max-size: 64k, max-file: '3'}}");
    jcompose.ok("up");
    try {
      String id = jcompose.ok("ps", "-aq").strip();
      Path log = sandbox.directories().container(id).resolve("log");
      long size = 0;
      int files = 0;
      try (Stream<Path> all = Files.list(log)) {
        for (Path file :
            all.filter(one -> one.toString().matches(".*/stdout\\.[0-9]+\\.log")).toList()) {
          size += Files.size(file);
          files++;
        }
      }
      assertTrue(files <= 3 && size <= 3 * (64 * 1024 + 7), files + " files of " + size);
      assertTrue(jcompose.ok("logs", "-n", "1").contains("| 200000\n"));
    } finally {
      jcompose.ok("down");
    }
  }

  @Test
  void nothingIsKeptOfWhatIsNotLogged(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "command: [sh, -c, 'echo lost; echo lost >&2; readlink /proc/self/fd/1 >/d/out']",
                "logging: {driver: none}",
                "volumes: ['./d:/d']");
    Result up = jcompose.run("up");
    String logs = jcompose.ok("logs");
    jcompose.ok("down");
    assertEquals(0, up.exit(), up.err());
    assertEquals("", up.out());
    assertEquals("", logs);
    assertTrue(Files.exists(jcompose.folder().resolve("d/out")));
  }

  @Test
  void labelsOfFilesAndAnnotationsAreKept(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file("labels", "a=of the file\nb=too\n")
            .box("label_file: ./labels", "labels: {a: own}", "annotations: {org.example.k: v}");
    jcompose.ok("up", "-d");
    try {
      String id = jcompose.ok("ps", "-q").strip();
      String state =
          Files.readString(sandbox.directories().container(id).resolve("container.json"));
      assertTrue(state.contains("\"label:a\":\"own\""), state);
      assertTrue(state.contains("\"label:b\":\"too\""), state);
      assertTrue(state.contains("\"org.example.k\":\"v\""), state);
    } finally {
      jcompose.ok("down");
    }
  }

  @Test
  void whatIsOfOtherProgramsIsAWarning(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "command: [echo, runs]",
                "build: .",
                "runtime: runc",
                "expose: [80, 90-92/tcp]",
                "develop: {watch: []}");
    Result up = jcompose.run("up");
    jcompose.ok("down");
    assertEquals("box  | runs\n", up.out(), up.err());
    assertTrue(
        up.err()
            .contains("services.box.build: there is no builder here; 'rootfs' is used as it is"),
        up.err());
    assertTrue(up.err().contains("services.box.runtime: 'runc' is not run"), up.err());
    assertTrue(up.err().contains("services.box.develop: files are not watched"), up.err());
    assertFalse(up.err().contains("expose"), up.err());
  }
}
