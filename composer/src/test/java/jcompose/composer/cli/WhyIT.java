package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code why}: what was kept when it happened, told afterwards. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class WhyIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        network_mode: none
        stop_grace_period: 0s
      services:
        crash: {<<: *service, command: [sh, -c, "echo 'ping: Operation not permitted'; exit 3"]}
        stays:
          <<: *service
          stop_grace_period: 100s
          command: [sh, -c, "trap exit TERM; while :; do sleep 0.1; done"]
        deaf: {<<: *service, command: [sh, -c, "trap '' TERM; while :; do sleep 0.1; done"]}
        greedy:
          <<: *service
          mem_limit: 8m
          memswap_limit: 8m
          command: [sh, -c, "exec tail /dev/zero"]
        loops:
          <<: *service
          restart: on-failure:2
          command: [sh, -c, "exit 5"]
        sick:
          <<: *service
          command: [sleep, '1000']
          healthcheck: {test: [CMD, sh, -c, "echo no heart; exit 1"], interval: 100ms, retries: 2}
      """;

  private static String why(Jcompose jcompose, String service) {
    return jcompose.ok("why", service);
  }

  private static void contains(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), part + " is not in: " + text);
    }
  }

  @Test
  void endsAreToldAfterwardsWithoutASupervisor(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d", "crash", "stays", "deaf", "greedy", "loops");
    jcompose.run("wait", "crash", "greedy", "loops");
    jcompose.ok("stop", "deaf");
    jcompose.ok("kill", "-s", "KILL", "stays");
    contains(
        why(jcompose, "crash"),
        "crash (shop-crash-1): exited, code 3\n",
        "its program ended by itself with this code",
        "nothing starts it again: it has no restart policy",
        "\"Operation not permitted\" in its log: a capability that it lacks",
        "  its last lines:\n    ping: Operation not permitted\n");
    contains(
        why(jcompose, "deaf"),
        "exited, code 137, SIGKILL",
        "jcompose killed it: it did not end within 0 s of SIGTERM (stop_grace_period)");
    contains(why(jcompose, "stays"), "'jcompose kill' sent it SIGKILL");
    contains(
        why(jcompose, "greedy"),
        "SIGKILL",
        "the kernel killed a process in it, which had no memory left: it had 8.0 MiB of at most"
            + " 8.0 MiB (mem_limit)");
    contains(
        why(jcompose, "loops"),
        "exited, code 5",
        "it was started again 2 times; its restart policy (on-failure:2) does not start it again");
    String json = jcompose.ok("why", "--format", "json", "greedy");
    contains(json, "\"oomKilled\" : true", "\"memoryLimit\" : 8388608", "\"signal\" : \"SIGKILL\"");
    jcompose.ok("down");
  }

  @Test
  void whatWaitsAndForWhomIsTold(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                STACK
                    + """
                      api:
                        <<: *service
                        command: [sleep, '1000']
                        depends_on: {sick: {condition: service_healthy}}
                      front: {<<: *service, command: [sleep, '1000'], depends_on: [api]}
                      absent: {<<: *service, command: [/not/there]}
                    """);
    assertEquals(1, jcompose.run("up", "-d", "front").exit());
    contains(
        why(jcompose, "sick"),
        "its last health check ended with 1, unhealthy\n    no heart\n",
        "not started because of it: api (sick: service_healthy), front (api: service_started)");
    contains(why(jcompose, "front"), "front: not started", "it waits for api: service_started");
    assertEquals(127, jcompose.run("up", "-d", "absent").exit());
    contains(why(jcompose, "absent"), "it could not be started: ", "/not/there");
    String all = jcompose.ok("why");
    contains(all, "sick (shop-sick-1): running", "api: not started", "absent (shop-absent-1)");
    jcompose.ok("down");
    assertEquals(1, jcompose.run("why", "nobody").exit());
    assertEquals(2, jcompose.run("why", "--tail", "x", "sick").exit());
  }

  @Test
  void whatIsWellIsNotTold(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK);
    jcompose.ok("up", "-d", "stays");
    String all = jcompose.ok("why", "stays");
    contains(all, "stays (shop-stays-1): running\n  it runs, for ");
    assertFalse(all.contains("nothing starts it again"), all);
    jcompose.ok("stop");
    contains(why(jcompose, "stays"), "jcompose asked it to end, with SIGTERM");
    jcompose.ok("start");
    assertFalse(why(jcompose, "stays").contains("asked it to end"));
    jcompose.ok("down");
  }
}
