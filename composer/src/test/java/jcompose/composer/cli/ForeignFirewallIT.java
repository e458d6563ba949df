package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.OwnMachine;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** A whole project beside rules of other programs that drop what is forwarded. */
@RequiresRoot
@RequiresCommand({"busybox", "curl", "ip", "nft", "nsenter"})
@LeavesNothing
class ForeignFirewallIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        stop_grace_period: 0s
        command: [sh, -c, 'mkdir /www; hostname > /www/index.html; exec httpd -f -p 80 -h /www']
      services:
        web:
          <<: *service
          hostname: web
          ports: ['8080:80']
        client:
          rootfs: /
          stop_grace_period: 0s
          command: [sleep, '1000']
      networks:
        default: {enable_ipv6: true}
      """;

  /** As dockerd leaves it, by iptables-nft, where its user has added a rule. */
  private static final String DOCKER =
      """
      table ip filter {
        chain DOCKER-USER {
          iifname "up0" tcp dport 4444 counter packets 0 bytes 0 drop
          counter packets 0 bytes 0 return
        }
        chain FORWARD {
          type filter hook forward priority filter; policy drop;
          counter packets 0 bytes 0 jump DOCKER-USER
        }
      }
      table ip6 filter {
        chain FORWARD {
          type filter hook forward priority filter; policy drop;
        }
      }
      """;

  private static final String FIREWALLD =
      """
      table inet firewalld {
        chain filter_FORWARD {
          type filter hook forward priority filter + 10; policy accept;
          ct state established,related accept
          reject with icmpx admin-prohibited
        }
      }
      """;

  @Test
  void besideDocker(Sandbox sandbox) throws IOException {
    works(sandbox, DOCKER);
  }

  @Test
  void besideFirewalld(Sandbox sandbox) throws IOException {
    works(sandbox, FIREWALLD);
  }

  private static void works(Sandbox sandbox, String rules) throws IOException {
    try (OwnMachine machine = new OwnMachine(sandbox)) {
      Path file = Files.writeString(sandbox.folder().resolve("rules.nft"), rules);
      machine.run("nft", "-f", file.toString()).checked();
      bridgesPassRules(machine);
      String before = machine.run("nft", "list", "ruleset").checked();
      Jcompose jcompose =
          machine.jcompose(Jcompose.in(sandbox).withBusybox().file("compose.yaml", STACK));
      try {
        passes(machine, jcompose);
        assertNotEquals(before, machine.run("nft", "list", "ruleset").checked());
      } finally {
        jcompose.ok("down");
      }
      assertEquals(before, withoutCounts(machine.run("nft", "list", "ruleset").checked()));
    }
  }

  private static void passes(OwnMachine machine, Jcompose jcompose) {
    Result up = jcompose.run("up", "-d");
    assertEquals(0, up.exit(), up.err());
    assertTrue(up.err().contains("net.ipv4.ip_forward was off, and is on now"), up.err());
    for (String family : new String[] {"-4", "-6"}) {
      String[] get = {"exec", "-T", "client", "curl", "-sSm5", family, "http://web/"};
      assertEquals("web\n", jcompose.ok(get));
    }
    String out = "busybox ping -c 1 -W 2 192.0.2.9 && busybox ping6 -c 1 -W 2 2001:db8::9";
    jcompose.ok("exec", "-T", "client", "sh", "-c", out);
    for (String host : new String[] {"192.0.2.1", "[2001:db8::1]"}) {
      String[] get = {"curl", "-gsSm5", "http://" + host + ":8080/"};
      assertEquals("web", machine.outside(get).checked());
    }
  }

  /** Where the kernel has br_netfilter, what a bridge passes on is shown to the same rules. */
  private static void bridgesPassRules(OwnMachine machine) {
    for (String family : new String[] {"iptables", "ip6tables"}) {
      String setting = "/proc/sys/net/bridge/bridge-nf-call-" + family;
      if (Files.exists(Path.of(setting))) {
        machine.run("sh", "-c", "echo 1 > " + setting).checked();
      }
    }
  }

  /** What has passed is counted, which is no change. */
  private static String withoutCounts(String rules) {
    return rules.replaceAll("counter packets [0-9]+ bytes [0-9]+", "counter packets 0 bytes 0");
  }
}
