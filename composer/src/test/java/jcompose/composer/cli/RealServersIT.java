package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Debian's servers and clients of them, in services on the machine's own root file system. */
@RequiresRoot
@RequiresCommand({"iperf3", "redis-server", "redis-benchmark"})
@LeavesNothing
class RealServersIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: /
        stop_grace_period: 0s
      services:
        redis:
          <<: *service
          command: [redis-server, --save, '', --protected-mode, 'no', --dir, /tmp]
          ports: ['127.0.0.1::6379']
        iperf:
          <<: *service
          command: [iperf3, -s]
          ports: ['127.0.0.1::5201/tcp', '127.0.0.1::5201/udp']
        client:
          <<: *service
          command: [sleep, '1000']
      """;

  @Test
  void areReachedByNameAndByPort(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).file("compose.yaml", STACK);
    jcompose.ok("up", "-d");
    try {
      redis(jcompose);
      iperf(jcompose);
    } finally {
      jcompose.ok("down");
    }
  }

  private static void redis(Jcompose jcompose) {
    String tries = "for i in $(seq 100); do redis-cli -h redis ping && break; sleep 0.1; done";
    assertEquals("PONG\n", lastLine(jcompose.ok("exec", "-T", "client", "sh", "-c", tries)));
    String load = "redis-benchmark -h redis -q -n 5000 -c 20 -t set,get,incr -P 4";
    String told = jcompose.ok("exec", "-T", "client", "sh", "-c", load);
    for (String test : new String[] {"SET: ", "GET: ", "INCR: "}) {
      assertTrue(told.contains(test), told);
    }
    String[] address = jcompose.ok("port", "redis", "6379").strip().split(":", -1);
    String[] ask = {"redis-cli", "-h", address[0], "-p", address[1], "get", "counter:__rand_int__"};
    assertEquals("5000", HostCommand.run(ask).checked());
  }

  private static void iperf(Jcompose jcompose) {
    String[] within = {"exec", "-T", "client", "iperf3", "-c", "iperf", "-n", "20M"};
    assertTrue(jcompose.ok(within).contains("iperf Done."));
    String[] udp = {"exec", "-T", "client", "iperf3", "-u", "-b", "50M", "-c", "iperf", "-n", "1M"};
    assertTrue(jcompose.ok(udp).contains("iperf Done."));
    String[] address = jcompose.ok("port", "iperf", "5201").strip().split(":", -1);
    String[] outside = {"iperf3", "-c", address[0], "-p", address[1], "-n", "20M"};
    assertTrue(HostCommand.run(outside).checked().contains("iperf Done."));
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (before, line) -> line) + "\n";
  }
}
