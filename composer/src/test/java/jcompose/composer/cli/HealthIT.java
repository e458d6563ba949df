package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Health checks on real containers. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class HealthIT {
  private static final Pattern FAILURES = Pattern.compile("\"failures\":([0-9]+)");

  @Test
  void becomesHealthyAndUnhealthyAsItsProbeSaysAndOutlivesItsSupervisor(Sandbox sandbox)
      throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "healthcheck: {test: echo looked; test -e /ready, interval: 200ms, retries: 2,"
                    + " start_period: 1h, start_interval: 100ms}");
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("Container shop-box-1  Started");
      assertTrue(jcompose.ok("ps").contains("(health: starting)"));
      jcompose.ok("exec", "-T", "box", "touch", "/ready");
      up.awaitOutput("Container shop-box-1  Healthy");
      assertTrue(jcompose.ok("ps").contains("(healthy)"));
      HostCommand.run("kill", "-KILL", Long.toString(jcompose.supervisor("shop"))).checked();
      up.awaitOutput("starting another");
      jcompose.ok("exec", "-T", "box", "rm", "/ready");
      up.awaitOutput("Container shop-box-1  Unhealthy");
      assertTrue(jcompose.ok("ps").contains("(unhealthy)"));
      String id = jcompose.ok("ps", "-q").strip();
      Path file = sandbox.directories().container(id).resolve("health.json");
      assertTrue(Files.readString(file).contains("\"output\":\"looked\\n\""));
    }
    jcompose.ok("down");
  }

  @Test
  void aProbeThatHangsIsKilledWithAllThatItStarted(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .box(
                "healthcheck: {test: 'setsid sleep 777 & sleep 888', interval: 100ms,"
                    + " timeout: 300ms, retries: 1}");
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("Container shop-box-1  Unhealthy");
      String processes = jcompose.ok("exec", "-T", "box", "ps");
      assertTrue(
          count(processes, "sleep 777") <= 1, processes); // at most that of a probe that runs
      assertEquals(1, count(processes, "sleep 1000"), processes);
    }
    jcompose.ok("down");
    assertFalse(jcompose.ok("ps", "-a").contains("box"));
  }

  @Test
  void aProgramNeedsNoShellRetriesAreCountedAndNoneIsNotProbed(Sandbox sandbox) throws IOException {
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
                  command: [sleep, "1000"]
                services:
                  fails:
                    <<: *service
                    healthcheck: {test: [CMD, test, -e, /ready now], interval: 100ms, retries: 4}
                  none:
                    <<: *service
                    healthcheck: {test: [NONE]}
                  off:
                    <<: *service
                    healthcheck: {test: exit 1, disable: true}
                """);
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("Container shop-fails-1  Unhealthy");
      String id = jcompose.ok("ps", "-q", "fails").strip();
      Path file = sandbox.directories().container(id).resolve("health.json");
      Matcher failures = FAILURES.matcher(Files.readString(file));
      assertTrue(failures.find() && Integer.parseInt(failures.group(1)) >= 4);
      jcompose.ok("exec", "-T", "fails", "touch", "/ready now");
      up.awaitOutput("Container shop-fails-1  Healthy");
      assertFalse(jcompose.ok("ps", "none", "off").contains("health"));
      assertTrue(jcompose.ok("ps", "--format", "json").contains("\"healthy\""));
    }
    jcompose.ok("down");
  }

  @Test
  void isLookedAtWithoutAProgramInTheContainer(Sandbox sandbox) throws IOException {
    String service = "{rootfs: ../rootfs, stop_grace_period: 0s, ";
    String check = "healthcheck: {interval: 100ms, retries: 2, start_interval: 100ms, ";
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                String.join(
                    "\n",
                    "services:",
                    "  tcp: " + service + serving("127.0.0.1") + check + "tcp: 8080}}",
                    "  six: " + service + serving("[::1]") + check + "x-tcp: 8080}}",
                    "  own: " + service + serving("$$(hostname -i)") + check + "tcp: 8080}}",
                    "  web: "
                        + service
                        + "network_mode: none, "
                        + serving("127.0.0.1")
                        + check
                        + "http: {port: 8080, path: /busybox, status: 200}}}",
                    "  gone: "
                        + service
                        + serving("127.0.0.1")
                        + check
                        + "http: {port: 8080, path: /nothing}}}",
                    "  file: "
                        + service
                        + "command: [sleep, '1000'], "
                        + check
                        + "file: /link/ready}}",
                    "  log: "
                        + service
                        + "command: [sh, -c, 'until test -e /go; do sleep 0.1; done; echo it is"
                        + " ready 7; sleep 1000'], "
                        + check.replace("100ms", "1h")
                        + "log: 'ready [0-9]'}}"));
    try (Running up = jcompose.start("up")) {
      for (String healthy : List.of("tcp", "six", "own", "web")) {
        up.awaitOutput("Container shop-" + healthy + "-1  Healthy");
      }
      up.awaitOutput("Container shop-gone-1  Unhealthy");
      assertTrue(probes(sandbox, jcompose, "gone").contains("GET /nothing: 404 Not Found"));
      up.awaitOutput("Container shop-file-1  Unhealthy");
      assertTrue(probes(sandbox, jcompose, "file").contains("there is no /link/ready"));
      // what the host has there is nothing to the container
      jcompose.ok("exec", "-T", "file", "ln", "-s", "/etc/../run", "/link");
      jcompose.ok("exec", "-T", "file", "sh", "-c", "mkdir -p /run; touch /run/ready");
      up.awaitOutput("Container shop-file-1  Healthy");
      assertTrue(jcompose.ok("ps", "log").contains("(health: starting)"));
      jcompose.ok("exec", "-T", "log", "touch", "/go");
      up.awaitOutput("Container shop-log-1  Healthy");
      assertTrue(probes(sandbox, jcompose, "log").contains("it is ready 7"));
      jcompose.ok("exec", "-T", "tcp", "killall", "httpd");
      up.awaitOutput("Container shop-tcp-1  Unhealthy");
      assertTrue(probes(sandbox, jcompose, "tcp").contains("nobody listens at port 8080"));
    }
    jcompose.ok("down");
  }

  private static String serving(String address) {
    return "command: [sh, -c, 'httpd -p \"" + address + ":8080\" -h /bin; sleep 1000'], ";
  }

  private static String probes(Sandbox sandbox, Jcompose jcompose, String service)
      throws IOException {
    String id = jcompose.ok("ps", "-q", service).strip();
    return Files.readString(sandbox.directories().container(id).resolve("health.json"));
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }
}
