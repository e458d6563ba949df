package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jcompose.composer.model.Attachment;
import jcompose.composer.model.Networking;
import jcompose.composer.model.Project;
import jcompose.engine.state.RecordJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code networks}, {@code mac_address}, {@code network_mode} and {@code links} of services. */
final class ServiceNetworksTest {
  private static final String SUBNETS =
      "networks: {n: {ipam: {config: [{subnet: 10.1.0.0/16, aux_addresses: {r: 10.1.0.9}}]}}, m: }";

  @TempDir Path folder;

  private Networking web(String text) {
    Project project =
        new NetworkFile(folder)
            .project("services: {web: {image: a, " + text + "}, db: {image: a}}\n" + SUBNETS);
    return Objects.requireNonNull(project.services().get("web")).networking();
  }

  private Attachment attachment(String text) {
    return Objects.requireNonNull(web(text).attachments().get("n"));
  }

  private List<String> problems(String web, String db) {
    return new NetworkFile(folder)
        .problems(
            "services:\n  web: {image: a, " + web + "}\n  db: {image: a, " + db + "}\n" + SUBNETS);
  }

  @Test
  void areTheDefaultUnlessTheServiceIsElsewhere() {
    for (String usual :
        List.of("tty: false", "networks: {}", "network_mode: bridge", "network_mode: default")) {
      assertEquals(List.of("default"), List.copyOf(web(usual).attachments().keySet()), usual);
    }
    for (String other :
        List.of(
            "network_mode: none",
            "network_mode: host",
            "network_mode: 'service:db'",
            "namespaces: {net: host}")) {
      assertEquals(Map.of(), web(other).attachments(), other);
    }
  }

  @Test
  void bindAll() {
    Attachment attachment =
        attachment(
            "networks: {n: {aliases: [a, b, a], ipv4_address: 10.1.2.3, link_local_ips:"
                + " [169.254.8.8], mac_address: '02-42-AC-11-65-43', interface_name: wan0,"
                + " gw_priority: 7, priority: -1, driver_opts: {k: 1}, x-link: {loss: 2%}}}");
    assertEquals(List.of("a", "b"), attachment.aliases());
    assertEquals("10.1.2.3", attachment.ipv4().orElseThrow().text());
    assertEquals("[169.254.8.8]", attachment.linkLocal().toString());
    assertEquals(Optional.of("02:42:ac:11:65:43"), attachment.mac());
    assertEquals(Optional.of("wan0"), attachment.interfaceName());
    assertEquals(7, attachment.gatewayPriority());
    assertEquals(-1, attachment.priority());
    assertEquals(Map.of("k", "1"), attachment.driverOptions());
    assertEquals("loss 2%", attachment.link().egress().orElseThrow().toString());
    assertEquals("stack.yml:2:39", attachment.position().toString());
  }

  @Test
  void goThroughJson() {
    Project project =
        new NetworkFile(folder)
            .project(
                "services: {web: {image: a, ports: ['[::1]:80:80', 81], links: [db], networks: {n:"
                    + " {ipv4_address: 10.1.2.3, link: {delay: 5ms, rate: 1gbit, loss: 0.1%}}}},"
                    + " db: {image: a}}\nlinks: [{endpoints: ['web:a', 'db:b'], mtu: 1400}]\n"
                    + SUBNETS);
    assertEquals(project, RecordJson.read(RecordJson.toBytes(project), Project.class));
  }

  @Test
  void areInComposesOrder() {
    assertEquals(List.of("m", "n"), List.copyOf(web("networks: [n, m]").attachments().keySet()));
    assertEquals(
        List.of("n", "m"),
        List.copyOf(web("networks: {m: , n: {priority: 1}}").attachments().keySet()));
    assertEquals(
        Optional.of("02:00:00:00:00:01"),
        attachment("networks: {m: , n: {priority: 1}}, mac_address: '02:00:00:00:00:01'").mac());
  }

  @Test
  void linkToOthers() {
    assertEquals(Map.of("db", "db", "d", "db"), web("links: [db, 'db:d']").links());
    assertEquals(
        List.of("3:27: services.web.links[0]: no service 'bd'; did you mean 'db'?"),
        problems("links: [bd]", "tty: false"));
  }

  @Test
  void refuseAddressesOfOthersAsLinkLocal() {
    assertEquals(
        List.of(
            "3:51: services.web.networks.n.link_local_ips[0]: '10.0.0.1' is not link-local: it is"
                + " in none of [169.254.0.0/16, fe80::/10]"),
        problems("networks: {n: {link_local_ips: [10.0.0.1]}}", "tty: false"));
  }

  @Test
  void refuseAddresses() {
    assertEquals(
        List.of(
            "3:30: services.web.networks.n: 10.2.0.1 is not within 10.1.0.0/16, the subnet of"
                + " network 'n'"),
        problems("networks: {n: {ipv4_address: 10.2.0.1}}", "tty: false"));
    assertEquals(
        List.of("3:30: services.web.networks.n: 10.1.0.1 is the gateway of network 'n'"),
        problems("networks: {n: {ipv4_address: 10.1.0.1}}", "tty: false"));
    assertEquals(
        List.of("3:30: services.web.networks.n: 10.1.0.9 is kept for 'r' in 'aux_addresses'"),
        problems("networks: {n: {ipv4_address: 10.1.0.9}}", "tty: false"));
    assertEquals(
        List.of("4:29: services.db.networks.n: 10.1.0.7 is taken already, at stack.yml:3:30"),
        problems(
            "networks: {n: {ipv4_address: 10.1.0.7}}", "networks: {n: {ipv4_address: 10.1.0.7}}"));
    assertEquals(
        List.of(
            "3:30: services.web.networks.m: 10.1.0.7 needs a subnet of IPv4 in the 'ipam' of"
                + " network 'm'"),
        problems("networks: {m: {ipv4_address: 10.1.0.7}}", "tty: false"));
    assertEquals(
        List.of(
            "3:30: services.web.networks.n: fd00::7 needs a subnet of IPv6 in the 'ipam' of"
                + " network 'n', and 'enable_ipv6: true'"),
        problems("networks: {n: {ipv6_address: 'fd00::7'}}", "tty: false"));
    assertEquals(
        List.of(
            "3:48: services.web.networks.n.ipv4_address: '10.1' is not an IP address"
                .replace("3:48", "3:48")),
        problems("networks: {n: {ipv4_address: '10.1'}}", "tty: false"));
  }

  @Test
  void refuseNames() {
    assertEquals(
        List.of(
            "3:30: services.web.networks.nn: network 'nn' is not declared under the top-level"
                + " 'networks'; did you mean 'n'?"),
        problems("networks: [nn]", "tty: false"));
    assertEquals(
        List.of(
            "3:50: services.web.networks.n.interface_name: 'a234567890123456' is longer than the"
                + " kernel's 15 bytes for an interface"),
        problems("networks: {n: {interface_name: a234567890123456}}", "tty: false"));
    assertEquals(
        List.of("3:74: services.web.networks.m.interface_name: 'e' is the one at stack.yml:3:50"),
        problems("networks: {n: {interface_name: e}, m: {interface_name: e}}", "tty: false"));
    assertEquals(
        List.of(
            "3:47: services.web.networks.n.mac_address: '03:00:00:00:00:00' is of a group of"
                + " machines: the second digit must be even"),
        problems("networks: {n: {mac_address: '03:00:00:00:00:00'}}", "tty: false"));
    assertEquals(
        List.of(
            "3:32: services.web.mac_address: '02:42' is not a MAC address such as"
                + " 02:42:ac:11:65:43"),
        problems("mac_address: '02:42'", "tty: false"));
  }

  @Test
  void refuseContradictions() {
    assertEquals(
        List.of(
            "3:49: services.web.networks: does not go with the host's network, in which the"
                + " service is; keep one of them"),
        problems("network_mode: host, networks: [n]", "tty: false"));
    assertEquals(
        List.of(
            "3:54: services.web.ports: the service is in the network of service 'db': publish"
                + " them of that service"),
        problems("network_mode: 'service:db', ports: [80]", "tty: false"));
  }

  @Test
  void refuseOneAddressForSeveral() {
    List<String> problems =
        problems("scale: 2, networks: {n: {ipv4_address: 10.1.0.7}}, ports: ['80:80']", "tty: no");
    assertEquals(
        List.of(
            "3:40: services.web.networks: 'n' fixes an address, which only one of the 2 containers"
                + " could have",
            "3:78: services.web.ports: 80->80/tcp is not enough for 2 containers; publish a range"
                + " of as many, or leave the host's port out"),
        problems);
  }
}
