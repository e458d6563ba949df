package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code post_start} and {@code pre_stop} on real containers. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class HooksIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        network_mode: none
        volumes: ["./out:/out"]
      services:
        box:
          <<: *service
          hostname: inside
          environment: {A: own, B: own}
          restart: always
          stop_grace_period: 30s
          command:
            - sh
            - -c
            - |
              trap 'echo term >> /out/log; exit 0' TERM
              until test -e /die; do sleep 0.1; done
              rm /die
          post_start:
            - command: [sh, -c, 'echo first $$A $$B $$(id -u) $$PWD $$(hostname) >> log; echo shown']
              user: "0:7"
              working_dir: /out
              environment: {B: hook}
            - command: [sh, -c, 'grep CapEff /proc/self/status > /out/all']
              privileged: true
            - command: [sh, -c, 'grep CapEff /proc/self/status > /out/some']
          pre_stop:
            - command: [sh, -c, 'echo bye >> /out/log; exit 3']
            - command: sh -c 'echo last >> /out/log'
        after:
          <<: *service
          depends_on: [box]
          command: [cp, /out/log, /out/seen]
      """;

  private static final long CAP_SYS_ADMIN = 0x200000;

  private static final String STARTED = "first own hook 0 /out inside\n";
  private static final String STOPPED = "bye\nlast\nterm\n";

  @Test
  void runInTheContainerAtEachStartAndBeforeEachStop(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK).file("out/x", "");
    Path out = jcompose.folder().resolve("out");
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("after exited with code 0");
      assertEquals(STARTED, Files.readString(out.resolve("seen")));
      up.awaitOutput("box ->  | shown");
      jcompose.inside("box", "touch", "/die");
      up.awaitOutput("box ->  | shown", 2);
      Result restart = jcompose.run("restart", "box");
      assertEquals(0, restart.exit(), restart.err());
      up.awaitOutput("box ->  | shown", 3);
      assertTrue(
          restart
              .err()
              .contains(
                  "compose.yaml:28:9: warning: services.box.pre_stop[0]: exited with code 3; the"
                      + " container is stopped all the same\n"),
          restart.err());
      jcompose.ok("pause", "box");
      jcompose.ok("stop", "box");
    }
    jcompose.ok("start", "box");
    assertEquals(
        "box: recreate shop-box-1: config changed: services.box.pre_stop[1] (compose.yaml:29:9)\n",
        jcompose
            .file("compose.yaml", STACK.replace("last >>", "gone >>"))
            .run("plan", "box")
            .out());
    jcompose.ok("down");
    assertEquals(
        STARTED + STARTED + STOPPED + STARTED + STOPPED + STARTED + STOPPED,
        Files.readString(out.resolve("log")));
    assertTrue(sysAdmin(out.resolve("all")));
    assertFalse(sysAdmin(out.resolve("some")));
  }

  private static boolean sysAdmin(Path status) throws IOException {
    String capabilities = Files.readString(status).split("\t", -1)[1].strip();
    return (Long.parseUnsignedLong(capabilities, 16) & CAP_SYS_ADMIN) != 0;
  }

  @Test
  void failuresAreNamedAndWhatHangsIsKilledWithAllThatItStarted(Sandbox sandbox)
      throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file("out/x", "")
            .file(
                "compose.yaml",
                """
                x-service: &service
                  rootfs: ../rootfs
                  network_mode: none
                  volumes: ["./out:/out"]
                  command: [sh, -c, "trap 'ps > /out/ps; exit 0' TERM; while :; do sleep 0.1; done"]
                services:
                  fails:
                    <<: *service
                    restart: always
                    post_start:
                      - command: sh -c 'echo one; printf two; exit 7'
                      - command: touch /out/never
                  missing:
                    <<: *service
                    post_start: [{command: no-such-program}]
                  slow:
                    <<: *service
                    pre_stop: [{command: [sh, -c, 'setsid sleep 777 & sleep 888']}]
                  hangs:
                    <<: *service
                    post_start: [{command: [sh, -c, 'echo hanging; sleep 999']}]
                """);
    Result up = jcompose.run("up", "-d", "fails", "missing", "slow");
    assertEquals(1, up.exit());
    for (String words :
        List.of(
            "compose.yaml:11:9: services.fails.post_start[0]: exited with code 7: one; two",
            "compose.yaml:15:18: services.missing.post_start[0]: ")) {
      assertTrue(up.err().contains(words), up.err());
    }
    assertFalse(Files.exists(jcompose.folder().resolve("out/never")));
    assertEquals("slow\n", jcompose.ok("ps", "--services"));
    Result stop = jcompose.run("stop", "-t", "1", "slow");
    assertEquals(0, stop.exit());
    assertTrue(
        stop.err()
            .contains(
                "services.slow.pre_stop[0]: did not end within the time to stop in, and was"
                    + " killed"),
        stop.err());
    String processes = Files.readString(jcompose.folder().resolve("out/ps"));
    assertTrue(processes.contains("trap"), processes);
    assertFalse(processes.contains("sleep 777") || processes.contains("sleep 888"), processes);
    try (Running hanging = jcompose.start("up", "hangs")) {
      hanging.awaitOutput("hangs ->  | hanging");
      jcompose.ok("down", "-t", "1");
      assertEquals(1, hanging.exit());
      assertTrue(hanging.err().contains("services.hangs.post_start[0]: was killed"), hanging.err());
    }
  }
}
