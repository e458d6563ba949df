package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.composer.model.Impairment;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.LinkSettings;
import jcompose.composer.model.Network;
import jcompose.composer.model.Network.Driver;
import jcompose.composer.model.Network.Pool;
import jcompose.composer.model.Position;
import jcompose.composer.model.Subnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The top-level {@code networks}. */
final class NetworksBinderTest {
  private static final String SERVICE = "services: {web: {image: a}}\n";

  @TempDir Path folder;

  private Network network(String text) {
    return Objects.requireNonNull(
        new NetworkFile(folder)
            .project(SERVICE + "networks: {n: " + text + "}")
            .networks()
            .get("n"));
  }

  private List<String> problems(String text) {
    return new NetworkFile(folder).problems(SERVICE + "networks: {" + text + "}");
  }

  @Test
  void addTheDefaultForServicesThatNameNone() {
    Map<String, Network> networks = new NetworkFile(folder).project(SERVICE).networks();
    assertEquals(
        Map.of("default", Network.bridge("default", "p_default", new Position("stack.yml", 2, 12))),
        networks);
    assertEquals(
        Set.of("n"),
        new NetworkFile(folder)
            .project("services: {web: {image: a, networks: [n]}}\nnetworks: {n: }")
            .networks()
            .keySet());
  }

  @Test
  void bindAll() {
    assertEquals(
        new Network(
            "n",
            "own",
            Driver.MACVLAN,
            OptionalInt.of(9000),
            Map.of("parent", "eth0"),
            true,
            false,
            true,
            true,
            List.of(
                new Pool(
                    Subnet.of("10.1.0.0/16"),
                    Optional.of(Subnet.of("10.1.2.0/24")),
                    Optional.of(new IpAddress("10.1.0.254")),
                    Map.of("router", new IpAddress("10.1.0.5")),
                    new Position("stack.yml", 3, 195)),
                new Pool(
                    Subnet.of("fd00:1::/64"),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    new Position("stack.yml", 3, 297))),
            true,
            Map.of("a", "b"),
            LinkSettings.NONE,
            new Position("stack.yml", 3, 12)),
        network(
            "{name: own, driver: macvlan, driver_opts: {parent: eth0, mtu: 9000}, internal: true,"
                + " attachable: true, enable_ipv6: true, labels: {a: b}, ipam: {driver: default,"
                + " config: [{subnet: 10.1.0.0/16, ip_range: 10.1.2.0/24, gateway: 10.1.0.254,"
                + " aux_addresses: {router: 10.1.0.5}}, {subnet: 'fd00:0001:0:0::/64'}]}}"));
  }

  @Test
  void mayBeExternal() {
    assertEquals("n", network("{external: true}").name());
    assertEquals("old", network("{external: true, name: old}").name());
    assertEquals("old", network("{external: {name: old}}").name());
    assertEquals(
        List.of(
            "3:42: networks.n.internal: an external network is not made here, and takes only a"
                + " name"),
        problems("n: {external: true, internal: true}"));
  }

  @Test
  void bindImpairmentsOfWhatIsSent() {
    assertEquals(
        new LinkSettings(
            Optional.of(
                new Impairment(
                    Duration.ofMillis(50),
                    Duration.ofMillis(5),
                    1,
                    OptionalLong.of(10_000_000),
                    0.1,
                    0,
                    0)),
            Optional.empty(),
            false),
        network(
                "{link: {delay: 50ms, jitter: 5ms, loss: 1%, rate: 10mbit, corrupt: 0.1%,"
                    + " duplicate: 0, reorder: 0}}")
            .link());
    LinkSettings directions =
        network("{x-link: {egress: {rate: 1.5Gbit}, ingress: {}, fallback: rate}}").link();
    assertEquals("rate 1500mbit", directions.egress().orElseThrow().toString());
    assertEquals(Optional.of(Impairment.NONE), directions.ingress());
    assertEquals(true, directions.rateAlone());
  }

  @Test
  void refuseBadImpairments() {
    assertEquals(
        List.of(
            "3:30: networks.n.link.delay: '5' is not a duration such as 10s, 1m30s or 500ms (us,"
                + " ms, s, m, h)",
            "3:41: networks.n.link.loss: '101%' is not a share such as 1% or 0.5%, up to 100%",
            "3:53: networks.n.link.rate: '10mb' is not a rate such as 10mbit (bit, kbit, mbit,"
                + " gbit, tbit a second)",
            "3:68: networks.n.link.corrupt: '1' is not a share such as 1% or 0.5%, up to 100%"),
        problems("n: {link: {delay: '5', loss: 101%, rate: 10mb, corrupt: 1}}"));
    assertEquals(
        List.of("3:31: networks.n.link.jitter: needs a 'delay', of which it is a part"),
        problems("n: {link: {jitter: 5ms}}"));
    assertEquals(
        List.of(
            "3:41: networks.n.link.egress: stands in place of the keys beside it; give the one or"
                + " the others"),
        problems("n: {link: {loss: 1%, egress: {delay: 1ms}}}"));
    assertEquals(
        List.of(
            "3:29: networks.n.link.rate: '1bit' is no rate of a link: 8bit a second is the least"),
        problems("n: {link: {rate: 1bit}}"));
    assertEquals(
        List.of("3:36: networks.n.link: a network of driver 'none' has no links"),
        problems("n: {driver: none, link: {rate: 1mbit}}"));
  }

  @Test
  void refuseTheNameOfAnother() {
    assertEquals(
        List.of("3:28: networks.m: has the name 'one' of network 'n' at stack.yml:3:12"),
        problems("n: {name: one}, m: {name: one}"));
    assertEquals(
        List.of("3:69: networks.m: has the bridge 'br7' of network 'n' at stack.yml:3:12"),
        problems(
            "n: {driver_opts: {com.docker.network.bridge.name: br7}},"
                + " m: {driver_opts: {com.docker.network.bridge.name: br7}}"));
    assertEquals(
        List.of(), problems("n: {name: one, external: true}, m: {name: one, external: true}"));
  }

  @Test
  void refuseOptionsThatMakeNoNameOfAnInterface() {
    assertEquals(
        List.of(
            "3:62: networks.n.driver_opts.com.docker.network.bridge.name: 'abcdefghijklmnop' is"
                + " longer than the kernel's 15 bytes for an interface"),
        problems("n: {driver_opts: {com.docker.network.bridge.name: abcdefghijklmnop}}"));
    assertEquals(
        1,
        problems("n: {driver_opts: {com.docker.network.container_iface_prefix: abcdefghijklmno}}")
            .size());
  }

  @Test
  void refuseAnMtuThatIsTooSmall() {
    assertEquals(
        List.of("3:12: networks.n: IPv6 needs an mtu of at least 1280, not 1279"),
        problems("n: {enable_ipv6: true, driver_opts: {mtu: 1279}}"));
    assertEquals(
        OptionalInt.of(1280), network("{enable_ipv6: true, driver_opts: {mtu: 1280}}").mtu());
    assertEquals(OptionalInt.of(68), network("{driver_opts: {mtu: 68}}").mtu());
  }

  @Test
  void refuseSubnetsThatAreNoMachines() {
    for (String subnet : List.of("127.0.0.0/24", "224.0.0.0/24", "0.0.0.0/8", "ff02::/64")) {
      List<String> problems =
          problems("n: {enable_ipv6: true, ipam: {config: [{subnet: '" + subnet + "'}]}}");
      assertEquals(1, problems.size(), subnet);
      assertTrue(
          problems.get(0).contains("subnet: " + subnet + " is not for networks of machines"),
          problems.get(0));
    }
  }

  @Test
  void refuseBadSubnets() {
    assertEquals(
        List.of(
            "3:41: networks.n.ipam.config[0].subnet: '10.1.2.3/24' is an address; the subnet is"
                + " 10.1.2.0/24"),
        problems("n: {ipam: {config: [{subnet: 10.1.2.3/24}]}}"));
    assertEquals(
        List.of(
            "3:64: networks.n.ipam.config[0].ip_range: 10.2.0.0/24 is not within the subnet"
                + " 10.1.0.0/16",
            "3:86: networks.n.ipam.config[0].gateway: 10.2.0.1 is not within the subnet"
                + " 10.1.0.0/16",
            "3:115: networks.n.ipam.config[0].aux_addresses.a: 10.1.255.255 is the subnet's own or"
                + " broadcast address"),
        problems(
            "n: {ipam: {config: [{subnet: 10.1.0.0/16, ip_range: 10.2.0.0/24, gateway: 10.2.0.1,"
                + " aux_addresses: {a: 10.1.255.255}}]}}"));
    assertEquals(
        List.of("3:32: networks.n.ipam.config[0]: needs 'subnet', in which the others lie"),
        problems("n: {ipam: {config: [{gateway: 10.0.0.1}]}}"));
    assertEquals(
        List.of(
            "3:55: networks.n.ipam.config[1]: a network has one subnet of IPv4 here, and it is the"
                + " one at stack.yml:3:41"),
        problems("n: {ipam: {config: [{subnet: 10.1.0.0/16}, {subnet: 10.2.0.0/16}]}}"));
    assertEquals(
        List.of(
            "3:87: networks.b.ipam: 10.1.2.0/24 overlaps 10.1.0.0/16 of network 'a' at"
                + " stack.yml:3:41"),
        problems(
            "a: {ipam: {config: [{subnet: 10.1.0.0/16}]}}, b: {ipam: {config: [{subnet:"
                + " 10.1.2.0/24}]}}"));
  }

  @Test
  void refuseWhatIsNotHere() {
    assertEquals(
        List.of(
            "3:24: networks.n.driver: 'overlay' joins several machines, and here is one; leave it"
                + " out for a bridge"),
        problems("n: {driver: overlay}"));
    assertEquals(
        List.of(
            "3:24: networks.n.driver: there is no driver 'brigde' here, only bridge, none, host,"
                + " macvlan, ipvlan; did you mean 'bridge'?"),
        problems("n: {driver: brigde}"));
    assertEquals(
        List.of("3:35: networks.n.driver_opts.mtu: must be from 68 to 65535"),
        problems("n: {driver_opts: {mtu: 1}}"));
    assertEquals(
        List.of("3:12: networks.n: has no addresses: set 'enable_ipv4' or 'enable_ipv6' to true"),
        problems("n: {enable_ipv4: false}"));
  }
}
