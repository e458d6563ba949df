package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code events} of real containers. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class EventsIT {
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^[0-9-]{10} [0-9:]{8}\\.[0-9]{6} container (.*) [0-9a-f]{64} \\(owner=me,"
              + " image=[^,]*, name=shop-(\\w+)-1(.*)\\)$");

  @Test
  void tellsWhatHappensAcrossSupervisorsWithoutOne(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                x-service: &service
                  rootfs: ../rootfs
                  network_mode: none
                  stop_grace_period: 0s
                  labels: {owner: me}
                services:
                  box:
                    <<: *service
                    command: [sleep, "1000"]
                    healthcheck: {test: "true", interval: 1h}
                  once:
                    <<: *service
                    command: [sh, -c, "exit 3"]
                """);
    try (Running all = jcompose.start("events", "--since", "1h");
        Running json = jcompose.start("events", "--json", "--since", "1h", "box")) {
      jcompose.ok("up", "-d");
      all.awaitOutput("health_status: healthy");
      all.awaitOutput("exitCode=3");
      jcompose.inside("box", "echo", "hi");
      all.awaitOutput("exec_die");
      HostCommand.run("kill", "-KILL", Long.toString(jcompose.supervisor("shop"))).checked();
      jcompose.ok("pause", "box");
      jcompose.ok("unpause", "box");
      jcompose.ok("restart", "box");
      String past = jcompose.ok("events", "--since", "1h", "--until", "0s", "once");
      assertEquals(List.of("create", "start", "die, exitCode=3"), actions(past, "once"));
      all.awaitOutput("health_status: healthy", 2);
      assertEquals(
          List.of(
              "create",
              "start",
              "health_status: healthy",
              "exec_start: echo hi",
              "exec_die, exitCode=0",
              "pause",
              "unpause",
              "kill, signal=15",
              "kill, signal=9",
              "die, exitCode=137",
              "stop",
              "start",
              "restart",
              "health_status: healthy"),
          actions(all.out(), "box"));
      try (Running live = jcompose.start("events")) {
        while (!live.out().contains("exec_start: true")) {
          jcompose.inside("box", "true");
        }
        assertFalse(live.out().contains("create"), live.out());
      }
      jcompose.ok("down");
      all.awaitOutput(" destroy ", 2);
      List<String> told = actions(all.out(), "box");
      assertEquals(
          List.of("kill, signal=15", "kill, signal=9", "die, exitCode=137", "stop", "destroy"),
          told.subList(told.size() - 5, told.size()));
      json.awaitOutput("\"destroy\"");
      String first = json.out().lines().findFirst().orElseThrow();
      assertTrue(
          first.matches(
              "\\{\"time\":\"[^\"]*Z\",\"type\":\"container\",\"service\":\"box\",\"id\":\"[0-9a-f]*\","
                  + "\"action\":\"create\",\"attributes\":\\{\"owner\":\"me\",\"image\":\"[^\"]*\","
                  + "\"name\":\"shop-box-1\"}}"),
          first);
      assertTrue(json.out().lines().allMatch(line -> line.contains("\"box\"")), json.out());
    }
    assertEquals("", jcompose.ok("events", "--since", "1h", "--until", "0s"));
  }

  private static List<String> actions(String text, String service) {
    return LINE.matcher(text)
        .results()
        .filter(line -> line.group(2).equals(service))
        .map(line -> line.group(1) + line.group(3))
        .toList();
  }
}
