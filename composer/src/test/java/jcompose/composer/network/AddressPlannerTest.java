package jcompose.composer.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jcompose.composer.ComposerException;
import jcompose.composer.load.NetworkProjects;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Subnet;
import jcompose.composer.network.Surroundings.Current;
import jcompose.composer.network.Surroundings.Existing;
import jcompose.composer.network.Surroundings.Taken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which addresses a project has. */
final class AddressPlannerTest {
  private static final Current NEW = Surroundings.NONE.current();

  @TempDir Path folder;

  private AddressPlan plan(String text, Map<String, Integer> replicas, Surroundings surroundings) {
    return AddressPlanner.plan(NetworkProjects.of(folder, text), replicas, surroundings);
  }

  private AddressPlan plan(String text) {
    return plan(text, Map.of(), Surroundings.NONE);
  }

  private static Surroundings taken(String... subnets) {
    return new Surroundings(
        Arrays.stream(subnets)
            .map(subnet -> new Taken(Subnet.of(subnet), "route by eth0"))
            .toList(),
        Map.of(),
        NEW);
  }

  private static Subnet first(AddressPlan plan, String network) {
    return Objects.requireNonNull(plan.networks().get(network)).subnets().get(0).subnet();
  }

  @Test
  void ofOneContainerAreTheSameHoweverManyThereAre() {
    String file = "services: {web: {image: a}, db: {image: a, ports: [80]}}\n";
    AddressPlan one = plan(file);
    AddressPlan three = plan(file.replace("image: a}", "image: a, scale: 3}"));
    assertEquals(
        List.of("web-1", "web-2", "web-3", "db-1"),
        three.containers().stream().map(ContainerNetwork::id).toList());
    assertTrue(three.containers().containsAll(one.containers()));
    AddressPlan there = plan(file, Map.of("web", 3), Surroundings.NONE);
    assertEquals(three.text(), there.text());
    AddressPlan rest = there.without(List.of(new Replica("web", 2), new Replica("web", 3)));
    assertEquals(one.containers(), rest.containers());
    Surroundings kept = new Surroundings(List.of(), Map.of(), rest.current());
    assertEquals(three.text(), plan(file, Map.of("web", 3), kept).text());
    assertEquals(
        0,
        plan(file.replace("web: {", "web: {scale: 0, "), Map.of(), kept).containers().stream()
            .filter(c -> c.service().equals("web"))
            .count());
  }

  @Test
  void isTheSameEveryTime() {
    String file =
        """
        services:
          web: {image: a, networks: {front: , back: {gw_priority: 1, interface_name: db0}}}
          db: {image: a, networks: [back], mac_address: "02:42:ac:11:65:43"}
          r1: {image: a, network_mode: none}
        networks: {front: {enable_ipv6: true, driver_opts: {mtu: 1400}}, back: {internal: true}}
        links: [{endpoints: ["r1:eth0", "web:eth0"], mtu: 9000, link: {delay: 5ms}}]
        """;
    assertEquals(
        """
        network front p_front bridge 10.224.144.0/20 gateway 10.224.144.1
          fdb6:6bd8:2102:da09::/64 gateway fdb6:6bd8:2102:da09::1
        network back p_back bridge internal 10.223.16.0/20 gateway 10.223.16.1
        web-1 db0 back 10.223.21.109/20 mac 02:f1:6c:ca:71:e5
        web-1 eth1 front 10.224.151.193/20 fdb6:6bd8:2102:da09:618:c106:371d:f7c1/64
          mac 02:a1:ca:99:86:d8 default via 10.224.144.1 default via fdb6:6bd8:2102:da09::1 mtu 1400
        db-1 eth0 back 10.223.22.36/20 mac 02:42:ac:11:65:43
        wire r1:eth0 mac 02:88:14:25:b9:af web:eth0 mac 02:96:df:c4:ba:50 mtu 9000
          egress delay 5ms ingress delay 5ms
        """
            .replace("\n  ", " "),
        plan(file).text());
  }

  @Test
  void movesAwayFromWhatIsTaken() {
    String file = "services: {web: {image: a}}";
    Subnet before = first(plan(file), "default");
    assertTrue(Subnet.of("10.192.0.0/10").contains(before));
    Subnet after = first(plan(file, Map.of(), taken(before.toString())), "default");
    assertEquals(before.last().plus(1), after.address());
    Subnet other = first(plan(file, Map.of(), taken("10.0.0.0/8")), "default");
    assertTrue(Subnet.of("172.16.0.0/12").contains(other));
    assertEquals(before, first(plan(file, Map.of(), taken("0.0.0.0/0", "0.0.0.0/1")), "default"));
    assertEquals(
        "stack.yml:2:12: networks.default: no subnet of [10.192.0.0/10, 172.16.0.0/12] is free;"
            + " give one in 'ipam'",
        assertThrows(
                ComposerException.class,
                () -> plan(file, Map.of(), taken("10.0.0.0/8", "172.16.0.0/12")))
            .getMessage());
  }

  @Test
  void namesTheClashOfAFixedSubnet() {
    String file =
        "services: {web: {image: a, networks: [n]}}\n"
            + "networks: {n: {driver: bridge, ipam: {config: [{subnet: 10.1.2.0/24}]}}}";
    assertEquals(
        "stack.yml:3:57: networks.n.ipam: 10.1.2.0/24 clashes with 10.1.0.0/16, route by eth0;"
            + " choose another subnet, or leave it out to have one chosen",
        assertThrows(ComposerException.class, () -> plan(file, Map.of(), taken("10.1.0.0/16")))
            .getMessage());
    assertEquals(
        Subnet.of("10.1.2.0/24"),
        first(
            plan(file.replace("driver: bridge", "driver: macvlan"), Map.of(), taken("10.1.0.0/16")),
            "n"));
  }

  @Test
  void keepsWhatTheFileReserves() {
    String file =
        """
        services: {a: {image: a, networks: [n]}, b: {image: a, networks: {n: {ipv4_address: 10.1.2.5}}}}
        networks:
          n:
            ipam:
              config:
                - subnet: 10.1.2.0/29
                  aux_addresses: {router: 10.1.2.1, printer: 10.1.2.3}
        """;
    AddressPlan plan = plan(file, Map.of("a", 2), Surroundings.NONE);
    assertEquals(
        Set.of("10.1.2.4", "10.1.2.5", "10.1.2.6"),
        addresses(plan).stream().map(IpAddress::text).collect(Collectors.toSet()));
    assertTrue(plan.text().contains("10.1.2.0/29 gateway 10.1.2.2\n"), plan.text());
    assertEquals(
        "stack.yml:4:3: networks.n: no address of 10.1.2.0/29 is left for a-3; give a larger"
            + " subnet",
        assertThrows(ComposerException.class, () -> plan(file, Map.of("a", 3), Surroundings.NONE))
            .getMessage());
  }

  @Test
  void choosesFromTheRange() {
    String file =
        "services: {a: {image: a, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet:"
            + " 10.1.0.0/16, ip_range: 10.1.9.0/28, gateway: 10.1.9.3}]}}}";
    AddressPlan plan = plan(file, Map.of("a", 15), Surroundings.NONE);
    assertEquals(15, addresses(plan).size());
    assertFalse(addresses(plan).contains(new IpAddress("10.1.9.3")));
    assertTrue(addresses(plan).stream().allMatch(Subnet.of("10.1.9.0/28")::contains));
  }

  @Test
  void joinsNetworksOfOthers() {
    String file =
        "services: {a: {image: a, networks: [n]}}\nnetworks: {n: {external: true, name: lan}}";
    assertEquals(
        "stack.yml:3:12: networks.n: there is no network 'lan'; bring up the project that makes"
            + " it, or leave out 'external'",
        assertThrows(ComposerException.class, () -> plan(file)).getMessage());
    PlannedSubnet subnet = new PlannedSubnet(Subnet.of("10.9.0.0/29"), new IpAddress("10.9.0.6"));
    Set<IpAddress> others =
        IntStream.rangeClosed(1, 4)
            .mapToObj(i -> new IpAddress("10.9.0." + i))
            .collect(Collectors.toSet());
    Surroundings surroundings =
        new Surroundings(List.of(), Map.of("lan", new Existing(List.of(subnet), others)), NEW);
    assertEquals(Set.of(new IpAddress("10.9.0.5")), addresses(plan(file, Map.of(), surroundings)));
  }

  @Test
  void keepsWhatContainersHave() {
    String file = "services: {web: {image: a}, db: {image: a}}";
    AddressPlan first = plan(file);
    Subnet subnet = first(first, "default");
    IpAddress moved = subnet.address().plus(77);
    Current current =
        new Current(Map.of("default", List.of(subnet)), Map.of("db-1 default", List.of(moved)));
    AddressPlan next = plan(file, Map.of(), new Surroundings(List.of(), Map.of(), current));
    assertEquals(moved, next.containers().get(1).interfaces().get(0).addresses().get(0).address());
    assertEquals(first.containers().get(0), next.containers().get(0));
    assertEquals(
        first, plan(file, Map.of(), new Surroundings(List.of(), Map.of(), first.current())));
  }

  @Test
  void choosesTheDefaultRouteAsDockerDoes() {
    String file =
        "services: {w: {image: a, networks: {a: {%s}, b: {%s}, c: }}}\nnetworks: {a: {%s}, b: , c:"
            + " {enable_ipv6: true}}";
    assertEquals("a", route(file, "", "", ""));
    assertEquals("b", route(file, "", "", "internal: true"));
    assertEquals("b", route(file, "", "gw_priority: 1", ""));
    assertEquals("b", route(file, "gw_priority: -1", "", ""));
    assertEquals("b", route(file, "", "", "name: z"));
    AddressPlan plan = plan(String.format(Locale.ROOT, file, "", "", ""));
    assertEquals(1, plan.containers().get(0).interfaces().get(2).gateways().size());
    assertTrue(plan.containers().get(0).interfaces().get(2).gateways().get(0).six());
  }

  private String route(String file, Object... details) {
    return plan(String.format(Locale.ROOT, file, details)).containers().get(0).interfaces().stream()
        .filter(one -> one.gateways().stream().anyMatch(ip -> !ip.six()))
        .map(PlannedInterface::network)
        .collect(Collectors.joining(","));
  }

  @Test
  void namesInterfacesInOrder() {
    AddressPlan plan =
        plan(
            "services: {w: {image: a, networks: {c: , b: {priority: 1}, a: {interface_name:"
                + " eth1}}}}\nnetworks: {a: , b: , c: }");
    assertEquals(
        List.of("b eth0", "a eth1", "c eth2"),
        plan.containers().get(0).interfaces().stream()
            .map(one -> one.network() + " " + one.name())
            .toList());
  }

  /** Many projects: no address twice, all of them in their subnets, none overlapping. */
  @Test
  void givesNoAddressTwice() {
    Random random = new Random(20);
    for (int round = 0; round < 25; round++) {
      int services = 1 + random.nextInt(60);
      boolean six = random.nextBoolean();
      StringBuilder file = new StringBuilder("services:\n");
      for (int i = 0; i < services; i++) {
        String networks = random.nextBoolean() ? "[n1, n2]" : "[n1]";
        file.append("  s")
            .append(random.nextInt(1_000_000))
            .append(i)
            .append(": {image: a, ")
            .append("networks: ")
            .append(networks)
            .append("}\n");
      }
      file.append("networks: {n1: {enable_ipv6: ").append(six).append("}, n2: }\n");
      AddressPlan plan = plan(file.toString());
      List<IpAddress> all =
          plan.containers().stream()
              .flatMap(container -> container.interfaces().stream())
              .flatMap(one -> one.addresses().stream())
              .map(PlannedInterface.Address::address)
              .toList();
      assertEquals(all.size(), new HashSet<>(all).size(), file.toString());
      Set<String> macs =
          plan.containers().stream()
              .flatMap(container -> container.interfaces().stream())
              .map(PlannedInterface::mac)
              .collect(Collectors.toSet());
      long interfaces =
          plan.containers().stream().mapToLong(container -> container.interfaces().size()).sum();
      assertEquals(interfaces, macs.size());
      for (ContainerNetwork container : plan.containers()) {
        for (PlannedInterface one : container.interfaces()) {
          PlannedNetwork network = Objects.requireNonNull(plan.networks().get(one.network()));
          for (PlannedInterface.Address address : one.addresses()) {
            PlannedSubnet subnet = network.of(address.address().six()).orElseThrow();
            assertTrue(subnet.subnet().canBeMachine(address.address()), plan.text());
            assertNotEquals(subnet.gateway(), address.address());
          }
        }
      }
      assertFalse(first(plan, "n1").overlaps(first(plan, "n2")));
    }
  }

  /** Ten services keep their addresses when others come and go. */
  @Test
  void isStableWhenServicesComeAndGo() {
    List<String> names = IntStream.range(0, 10).mapToObj(i -> "service" + i).toList();
    AddressPlan all = plan(file(names));
    for (int gone = 0; gone < names.size(); gone++) {
      List<String> others = new ArrayList<>(names);
      String name = others.remove(gone);
      Map<String, List<PlannedInterface>> before =
          all.containers().stream()
              .filter(container -> !container.service().equals(name))
              .collect(Collectors.toMap(ContainerNetwork::service, ContainerNetwork::interfaces));
      assertEquals(
          before,
          plan(file(others)).containers().stream()
              .collect(Collectors.toMap(ContainerNetwork::service, ContainerNetwork::interfaces)));
    }
  }

  private static String file(List<String> services) {
    return services.stream()
        .map(name -> name + ": {image: a}")
        .collect(Collectors.joining(", ", "services: {", "}"));
  }

  private static Set<IpAddress> addresses(AddressPlan plan) {
    return plan.containers().stream()
        .flatMap(container -> container.interfaces().stream())
        .flatMap(one -> one.addresses().stream())
        .map(PlannedInterface.Address::address)
        .collect(Collectors.toSet());
  }
}
