package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code top} and {@code stats}: what runs in containers, and what it uses. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class UsageIT {
  private static final int MEBIBYTE = 1 << 20;

  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        stop_grace_period: 0s
      services:
        spins:
          <<: *service
          network_mode: none
          mem_limit: 64m
          cpus: 0.5
          user: "1234"
          command: [sh, -c, "while :; do :; done"]
        talks:
          <<: *service
          networks: [inner]
          command: [sh, -c, "ping -q -s 1400 -i 0.01 idles > /dev/null; :"]
        idles:
          <<: *service
          networks: [inner]
          command: [sleep, '1000']
        holds:
          <<: *service
          network_mode: host
          mem_limit: 64m
          tmpfs: [/memory]
          command:
            - sh
            - -c
            - dd if=/dev/zero of=/memory/file bs=1M count=20; sync; exec sleep 1000
      networks:
        inner: {internal: true}
      """;

  private static Jcompose up(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
    return jcompose;
  }

  @Test
  void processesAreTheHostsOwnView(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    long pid = jcompose.pid("spins");
    List<String> lines = jcompose.ok("top", "spins").lines().toList();
    assertTrue(lines.get(0).matches("SERVICE +# +UID +PID +PPID +C +STIME +TTY +TIME +CMD"));
    assertEquals(2, lines.size());
    assertTrue(
        lines
            .get(1)
            .matches("spins +1 +1234 +" + pid + " .* [?] +00:0.* sh -c while :; do :; done"),
        lines.get(1));
    assertTrue(jcompose.ok("top").contains(" ping -q -s 1400 -i 0.01 idles"));
    String json = jcompose.ok("top", "--format", "json", "spins");
    assertTrue(json.contains("\"pid\" : " + pid), json);
    jcompose.ok("stop");
    assertEquals(1, jcompose.ok("top").lines().count(), "nothing runs");
    jcompose.ok("down");
  }

  @Test
  void whatTheyUseIsCounted(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    jcompose.inside("holds", "sh", "-c", "until pidof sleep; do sleep 0.1; done");
    String json = jcompose.ok("stats", "--no-stream", "--format", "json");
    double cpu = number(json, "spins", "cpuPercent");
    assertTrue(cpu > 10 && cpu < 75, "half a processor, of a busy machine's: " + cpu);
    assertTrue(number(json, "idles", "cpuPercent") < 20);
    assertEquals(64 * MEBIBYTE, number(json, "holds", "memoryLimit"));
    double held = number(json, "holds", "memoryUsage");
    assertTrue(held >= 20 * MEBIBYTE && held < 30 * MEBIBYTE, "a file in memory: " + held);
    assertTrue(number(json, "talks", "networkSent") > 1400, json);
    assertTrue(number(json, "idles", "networkReceived") > 1400, json);
    assertFalse(object(json, "holds").contains("networkSent"), "the host's are not its own");
    assertEquals(1, number(json, "idles", "pids"));

    String table = jcompose.ok("stats", "--no-stream", "holds");
    assertTrue(table.contains("MiB / 64.0MiB"), table);
    assertTrue(table.contains("-- / --"), table);
    jcompose.ok("stop", "idles");
    assertFalse(jcompose.ok("stats", "--no-stream").contains("idles"));
    assertTrue(jcompose.ok("stats", "--no-stream", "-a").contains("shop-idles-1   --"));
    jcompose.ok("down");
  }

  @Test
  void itIsShownAgainUntilNothingRuns(Sandbox sandbox) {
    Jcompose jcompose = up(sandbox);
    try (Running stats = jcompose.start("stats", "idles")) {
      stats.awaitOutput("shop-idles-1");
      jcompose.ok("stop", "idles");
      assertEquals(0, stats.exit(), stats.err());
      assertTrue(stats.out().lines().filter(line -> line.startsWith("CONTAINER ID")).count() > 1);
      assertFalse(stats.out().contains("\u001b"), "it is no terminal");
    }
    jcompose.ok("down");
  }

  private static String object(String json, String service) {
    Matcher matcher =
        Pattern.compile("\\{[^{}]*\"service\" : \"" + service + "\"[^{}]*}").matcher(json);
    assertTrue(matcher.find(), json);
    return matcher.group();
  }

  private static double number(String json, String service, String key) {
    Matcher matcher =
        Pattern.compile("\"" + key + "\" : ([0-9.E-]+)").matcher(object(json, service));
    assertTrue(matcher.find(), json);
    return Double.parseDouble(matcher.group(1));
  }
}
