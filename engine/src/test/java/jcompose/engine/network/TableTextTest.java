package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;
import jcompose.engine.spec.NetworkSpec.Subnet;
import jcompose.engine.spec.PublishedPort;
import jcompose.engine.spec.PublishedPort.Protocol;
import org.junit.jupiter.api.Test;

class TableTextTest {
  private static final NetworkNames NAMES = new NetworkNames("jcompose");

  @Test
  void ofAProjectWithAnOpenAndAnInternalNetwork() {
    List<NetworkSpec> networks =
        List.of(
            network("front", "brfront", false, "10.77.0.0/24", "fd77::/64"),
            network("back", "brback", true, "10.77.1.0/24"),
            new NetworkSpec(
                "demo",
                "wire",
                Driver.MACVLAN,
                Optional.of("eth0"),
                List.of(),
                OptionalInt.empty(),
                false));
    List<PublishedPort> ports =
        List.of(
            port(Protocol.TCP, "", 8080, 80, "10.77.0.2", "fd77::2"),
            port(Protocol.UDP, "192.0.2.1", 53, 5353, "10.77.0.2", "fd77::2"),
            port(Protocol.TCP, "0.0.0.0", 81, 80, "10.77.0.2", "fd77::2"),
            port(Protocol.TCP, "::", 82, 80, "10.77.0.2", "fd77::2"));
    assertEquals(
        """
        table inet jcompose_demo
        delete table inet jcompose_demo
        table inet jcompose_demo {
          chain guard {
            type filter hook prerouting priority raw; policy accept;
            iifname "brfront" ip daddr 127.0.0.0/8 drop
          }
          chain prerouting {
            type nat hook prerouting priority dstnat; policy accept;
            ip daddr 127.0.0.0/8 return
            fib daddr type local jump published
          }
          chain output {
            type nat hook output priority -100; policy accept;
            ip6 daddr ::1 return
            fib daddr type local jump published
          }
          chain published {
            meta nfproto ipv4 tcp dport 8080 dnat ip to 10.77.0.2:80
            meta nfproto ipv6 tcp dport 8080 dnat ip6 to [fd77::2]:80
            ip daddr 192.0.2.1 udp dport 53 dnat ip to 10.77.0.2:5353
            meta nfproto ipv4 tcp dport 81 dnat ip to 10.77.0.2:80
            meta nfproto ipv6 tcp dport 82 dnat ip6 to [fd77::2]:80
          }
          chain postrouting {
            type nat hook postrouting priority srcnat; policy accept;
            oifname "brfront" ip saddr 127.0.0.0/8 masquerade
            oifname "brfront" ip saddr 10.77.0.0/24 ct status dnat masquerade
            oifname != "brfront" ip saddr 10.77.0.0/24 masquerade
            oifname "brfront" ip6 saddr fd77::/64 ct status dnat masquerade
            oifname != "brfront" ip6 saddr fd77::/64 masquerade
          }
          chain forward {
            type filter hook forward priority filter; policy accept;
            iifname "brback" oifname "brback" accept
            iifname "brback" drop
            oifname "brback" drop
            iifname "brfront" oifname "brfront" accept
            oifname "brfront" ct state established,related accept
            oifname "brfront" ct status dnat accept
            oifname "brfront" drop
          }
          chain input {
            type filter hook input priority filter; policy accept;
            iifname "brback" ct state established,related accept
            iifname "brback" icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
            iifname "brback" drop
          }
        }
        """,
        TableText.of(NAMES, "demo", networks, ports));
  }

  @Test
  void ofOtherProgramsOnlyChainsThatDropAreAddedTo() {
    ForeignRules rules = new ForeignRules();
    String chains =
        """
        table inet jcompose_demo {
        	chain forward {
        		type filter hook forward priority filter; policy accept;
        	}
        }
        table ip filter {
        	chain DOCKER-USER {
        	}
        	chain FORWARD {
        		type filter hook forward priority filter; policy drop;
        	}
        }
        table inet lenient {
        	chain passing {
        		type filter hook forward priority filter; policy accept;
        	}
        	chain input {
        		type filter hook input priority filter; policy drop;
        	}
        }
        table inet firewalld {
        	chain filter_FORWARD {
        		type filter hook forward priority filter + 10; policy accept;
        	}
        }
        """;
    assertEquals(
        List.of(
            "ip filter DOCKER-USER",
            "ip filter FORWARD",
            "inet lenient passing",
            "inet firewalld filter_FORWARD"),
        rules.candidates(chains));
    String listed =
        """
        table ip filter {
        	chain DOCKER-USER { # handle 1
        		iifname "old" counter packets 0 bytes 0 accept comment "jcompose demo" # handle 5
        		iifname "not" counter packets 0 bytes 0 accept comment "jcompose demo2" # handle 6
        		return # handle 3
        	}
        }
        table ip filter {
        	chain FORWARD { # handle 2
        		type filter hook forward priority filter; policy drop;
        		jump DOCKER-USER # handle 3
        	}
        }
        table inet lenient {
        	chain passing { # handle 1
        		type filter hook forward priority filter; policy accept;
        		ct state invalid counter packets 0 bytes 0 # handle 2
        	}
        }
        table inet firewalld {
        	chain filter_FORWARD { # handle 1
        		type filter hook forward priority filter + 10; policy accept;
        		reject with icmpx admin-prohibited # handle 4
        	}
        }
        """;
    assertEquals(
        List.of(
            "delete rule ip filter DOCKER-USER handle 5",
            "insert rule ip filter DOCKER-USER iifname \"b\" accept comment \"jcompose demo\"",
            "insert rule inet firewalld filter_FORWARD iifname \"b\" accept comment \"jcompose"
                + " demo\""),
        rules.commands(listed, "jcompose demo", List.of("iifname \"b\" accept")));
  }

  private static NetworkSpec network(
      String name, String link, boolean internal, String... subnets) {
    return new NetworkSpec(
        "demo",
        name,
        Driver.BRIDGE,
        Optional.of(link),
        java.util.Arrays.stream(subnets)
            .map(text -> new Subnet(IpPrefix.parse(text), Optional.empty()))
            .toList(),
        OptionalInt.empty(),
        internal);
  }

  private static PublishedPort port(
      Protocol protocol, String address, int number, int target, String... targets) {
    return new PublishedPort(
        protocol,
        address.isEmpty() ? Optional.empty() : Optional.of(IpPrefix.address(address)),
        number,
        java.util.Arrays.stream(targets).map(IpPrefix::address).toList(),
        target);
  }
}
