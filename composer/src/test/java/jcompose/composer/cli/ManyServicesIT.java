package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import jcompose.composer.testing.DnsLoad;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.Networks;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Fifty services that look for each other, and a server of names that is asked much. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyServicesIT {
  private static final int SERVICES = 50;
  private static final int QUESTIONS = 10_000;
  private static final int AT_ONCE = 100;

  private final List<String> names =
      IntStream.rangeClosed(1, SERVICES).mapToObj(number -> "s" + number).toList();

  private Jcompose jcompose;
  private Networks networks;

  @BeforeAll
  void up(Sandbox sandbox) {
    StringBuilder file =
        new StringBuilder(
            """
            x-service: &service
              rootfs: ../rootfs
              stop_grace_period: 0s
              volumes: ['./seen:/seen']
            services:
            """);
    for (String name : names) {
      file.append("  ").append(name).append(":\n    <<: *service\n");
      file.append("    command: [sh, -c, 'ip -o -4 addr show eth0 > /seen/")
          .append(name)
          .append("; exec sleep 1000']\n");
    }
    jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", file.toString());
    jcompose.file("seen/of", "");
    networks = Networks.open(sandbox.directories());
    jcompose.ok("up", "-d");
  }

  @AfterAll
  void down() {
    networks.close();
    jcompose.ok("down");
  }

  @Test
  void eachFindsEveryOther() throws IOException {
    String script =
        "i=1; while [ $i -le "
            + SERVICES
            + " ]; do ping -c 1 -W 5 s$i | head -n 1 || exit; i=$((i+1)); done";
    List<String> first = found("s1", script);
    assertEquals(SERVICES, first.size(), first::toString);
    assertEquals(SERVICES, first.stream().distinct().count(), first::toString);
    assertEquals(first, found("s50", script));
    for (String name : names) {
      String own = Files.readString(jcompose.folder().resolve("seen").resolve(name));
      String address = own.replaceFirst("(?s).*inet ([0-9.]+)/.*", "$1");
      assertTrue(first.contains("PING " + name + " (" + address + "): 56 data bytes"), own);
    }
  }

  private List<String> found(String service, String script) {
    return jcompose.ok("exec", "-T", service, "sh", "-c", script).lines().toList();
  }

  @Test
  void noQuestionIsLostOfManyOverUdp() throws IOException {
    InetSocketAddress server = server();
    try (DatagramChannel channel =
        networks.inside("shop", "s1-1", () -> DatagramChannel.open().connect(server))) {
      assertEquals(QUESTIONS, new DnsLoad(names, QUESTIONS, AT_ONCE).udp(channel));
    }
  }

  @Test
  void noQuestionIsLostOfManyOverTcp() throws IOException {
    InetSocketAddress server = server();
    try (SocketChannel channel =
        networks.inside("shop", "s50-1", () -> SocketChannel.open(server))) {
      assertEquals(QUESTIONS, new DnsLoad(names, QUESTIONS, AT_ONCE).tcp(channel));
    }
  }

  private static InetSocketAddress server() throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 11}), 53);
  }
}
