package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Configs and secrets as a container sees them, and where they are kept. */
@RequiresRoot
@RequiresCommand({"busybox", "grep"})
@LeavesNothing
class SecretsIT {
  private static final String STACK =
      """
      services:
        box:
          rootfs: ../rootfs
          command: [sleep, '1000']
          stop_grace_period: 0s
          secrets:
            - file
            - {source: variable, target: of/variable, uid: '1000', gid: 33, mode: 0440}
          configs:
            - text
            - {source: text, target: /etc/app.conf, mode: 0555}
            - {source: variable, target: /etc/variable}
      secrets:
        file: {file: ./secret}
        variable: {environment: TOKEN}
        elsewhere: {external: true}
      configs:
        text: {content: "of ${PLACE}\\n"}
        variable: {environment: PLACE}
      """;

  private static Jcompose stack(Sandbox sandbox) {
    return Jcompose.in(sandbox)
        .withBusybox()
        .file("secret", "from a file\n")
        .file(".env", "TOKEN=hunter2-hunter2\nPLACE=Nowhere\n")
        .file("compose.yaml", STACK);
  }

  private static String exec(Jcompose jcompose, String script) {
    return jcompose.ok("exec", "-T", "box", "sh", "-c", script);
  }

  private static String id(Jcompose jcompose) {
    return jcompose.ok("ps", "-q").strip();
  }

  @Test
  void areFilesWithTheirOwnersAndModes(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox);
    jcompose.ok("up", "-d");
    try {
      assertEquals(
          """
          444 0:0 /run/secrets/file
          440 1000:33 /run/secrets/of/variable
          444 0:0 /text
          555 0:0 /etc/app.conf
          """,
          exec(
              jcompose,
              "stat -c '%a %u:%g %n' /run/secrets/file /run/secrets/of/variable /text"
                  + " /etc/app.conf"));
      assertEquals(
          "from a file\nhunter2-hunter2of Nowhere\nof Nowhere\nNowhere",
          exec(
              jcompose,
              "cat /run/secrets/file /run/secrets/of/variable /text /etc/app.conf /etc/variable"));
      assertEquals(
          "denied\n", exec(jcompose, "(echo x >/run/secrets/file) 2>/dev/null || echo denied"));
      assertEquals("denied\n", exec(jcompose, "(rm /text) 2>/dev/null || echo denied"));
    } finally {
      jcompose.ok("down");
    }
  }

  @Test
  void aSecretIsNowhereInTheStateFolder(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox);
    jcompose.ok("up", "-d");
    try {
      String root = sandbox.directories().root().toString();
      assertEquals("", HostCommand.run("grep", "-rl", "hunter2", root).out());
      assertEquals("", HostCommand.run("grep", "-rl", "from a file", root).out());
      Path granted = sandbox.directories().containerRun(id(jcompose)).resolve("granted");
      assertEquals(
          "700 0:0\n", HostCommand.run("stat", "-c", "%a %u:%g", granted.toString()).out());
    } finally {
      jcompose.ok("down");
    }
  }

  @Test
  void anotherContentMakesAnotherContainer(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox);
    jcompose.ok("up", "-d");
    try {
      String first = id(jcompose);
      jcompose.ok("up", "-d");
      assertEquals(first, id(jcompose));
      jcompose.file("secret", "changed\n").ok("up", "-d");
      String second = id(jcompose);
      assertNotEquals(first, second);
      assertEquals("changed\n", exec(jcompose, "cat /run/secrets/file"));
      jcompose.file(".env", "TOKEN=another\nPLACE=Nowhere\n").ok("up", "-d");
      String third = id(jcompose);
      assertNotEquals(second, third);
      assertEquals("another", exec(jcompose, "cat /run/secrets/of/variable"));
      jcompose.file(".env", "TOKEN=another\nPLACE=Here\n").ok("up", "-d");
      assertNotEquals(third, id(jcompose));
      assertEquals("of Here\n", exec(jcompose, "cat /text"));
    } finally {
      jcompose.ok("down");
    }
  }

  @Test
  void outliveTheSupervisor(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox);
    jcompose.ok("up", "-d");
    try {
      HostCommand.run("kill", "-9", Long.toString(jcompose.supervisor("shop"))).checked();
      assertEquals("hunter2-hunter2", exec(jcompose, "cat /run/secrets/of/variable"));
      String before = id(jcompose);
      HostCommand.run("kill", "-9", Long.toString(jcompose.pid("box"))).checked();
      jcompose.awaitEnd("box");
      jcompose.ok("up", "-d");
      assertEquals(before, id(jcompose));
      assertEquals("hunter2-hunter2", exec(jcompose, "cat /run/secrets/of/variable"));
    } finally {
      jcompose.ok("down");
    }
  }

  @Test
  void areInMemoryWhereTheRunFolderIs(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        stack(sandbox)
            .box("secrets: [file]", "command: [sh, -c, 'grep /run/secrets/file /proc/mounts']");
    String file = Files.readString(jcompose.folder().resolve("compose.yaml"));
    jcompose.file("compose.yaml", file + "secrets: {file: {file: ./secret}}\n");
    Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "jcompose-test-");
    Map<String, String> environment =
        Map.of(
            "JCOMPOSE_ROOT", sandbox.directories().root().toString(),
            "JCOMPOSE_RUN", memory.toString());
    try {
      Result up = HostCommand.run(environment, jcompose.folder(), jcompose.command("up"));
      HostCommand.run(environment, jcompose.folder(), jcompose.command("down")).checked();
      assertEquals(0, up.exit(), up.err());
      assertTrue(up.out().contains("tmpfs /run/secrets/file tmpfs ro,nosuid,nodev"), up.out());
      assertTrue(!up.err().contains("warning"), up.err());
    } finally {
      HostCommand.run("rm", "-r", memory.toString()).checked();
    }
  }

  @Test
  void haveTheirOwnersInAUserNamespace(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file("secret", "x")
            .file(
                "compose.yaml",
                """
                services:
                  box:
                    rootfs: ../rootfs
                    command: [sh, -c, 'stat -c "%a %u:%g" /run/secrets/s; cat /run/secrets/s']
                    user: '1000'
                    namespaces: {user: {uid: '0:100000:65536'}}
                    secrets: [{source: s, uid: '1000', gid: '7', mode: 0400}]
                secrets: {s: {file: secret}}
                """);
    Result up = jcompose.run("up");
    jcompose.ok("down");
    assertEquals("box  | 400 1000:7\nbox  | x\n", up.out(), up.err());
  }

  @Test
  void whatIsMissingIsToldWithItsPlace(Sandbox sandbox) {
    Jcompose jcompose =
        stack(sandbox)
            .file(
                "compose.yaml",
                """
                services:
                  box: {rootfs: ../rootfs, command: ['true'], secrets: [gone]}
                secrets: {gone: {file: ./gone}}
                """);
    Result up = jcompose.run("up");
    assertEquals(1, up.exit());
    assertTrue(
        up.err()
            .contains(
                "compose.yaml:2:57: services.box.secrets: 'gone': "
                    + jcompose.folder().resolve("gone")
                    + " does not exist; create it"),
        up.err());
    jcompose.run("down");
  }
}
