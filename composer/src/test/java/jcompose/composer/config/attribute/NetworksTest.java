package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code networks}: names, or settings by name; merged by name. */
final class NetworksTest extends AttributeTest {
  NetworksTest() {
    super(
        """
        networks:
          n: {}
        """);
  }

  @Test
  void forms() {
    becomes(
        """
        networks:
          "n": null
        """,
        "networks: [n]");
    becomes(
        """
        networks:
          "n":
            aliases:
              - a
              - b
            driver_opts:
              a: b
            gw_priority: 1
            interface_name: eth7
            ipv4_address: "172.16.238.10"
            link_local_ips:
              - "169.254.1.1"
            mac_address: "02:42:ac:11:65:43"
            priority: 5
        """,
        "networks: {n: {aliases: [a, b], ipv4_address: 172.16.238.10, mac_address: "
            + "02:42:ac:11:65:43, priority: 5, gw_priority: 1, interface_name: eth7, "
            + "link_local_ips: [169.254.1.1], driver_opts: {a: b}}}");
    becomes("  \"n\": null\n", "networks: {n:, default:}");
    becomes(
        """
        networks:
          "n":
            link:
              delay: "50ms"
              loss: "1%"
              ingress:
                rate: "10mbit"
        """,
        "networks: {n: {x-link: {loss: 1%, delay: 50ms, ingress: {rate: 10mbit}}}}");
  }

  @Test
  void merges() {
    merge(
        """
        networks:
          "n":
            aliases:
              - a
        """,
        "networks: [n]",
        "networks: {n: {aliases: [a]}}");
  }

  @Test
  void refused() {
    refuses(
        "networks: [nn]",
        "s.yml:4:16: services.s.networks: network 'nn' is not declared under the "
            + "top-level 'networks'; did you mean 'n'?");
    refuses(
        "networks: {n: {link: {dealy: 1ms}}}",
        "s.yml:4:27: services.s.networks.n.link.dealy: unknown key; did you mean 'delay'?");
    refuses("networks: {n: {alias: [a]}}", "s.yml:4:20: services.s.networks.n.alias: unknown key");
    refuses(
        "networks: n",
        "s.yml:4:15: services.s.networks: must be a mapping or a list, not a string");
  }
}
