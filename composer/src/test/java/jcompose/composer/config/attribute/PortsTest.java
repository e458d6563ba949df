package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code ports}: short and long; unique by address, port and protocol. */
final class PortsTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        ports:
          - mode: ingress
            target: 3000
            protocol: tcp
          - mode: ingress
            target: 3001
            protocol: tcp
          - mode: ingress
            target: 80
            published: "8000"
            protocol: tcp
          - mode: ingress
            host_ip: "127.0.0.1"
            target: 5000
            published: "5000"
            protocol: tcp
          - mode: ingress
            host_ip: "127.0.0.1"
            target: 5001
            published: "5001"
            protocol: tcp
          - mode: ingress
            target: 6060
            published: "6060"
            protocol: udp
          - mode: ingress
            host_ip: "::1"
            target: 9
            published: "9"
            protocol: tcp
        """,
        "ports: ['3000', 3001, '8000:80', '127.0.0.1:5000-5001:5000-5001', "
            + "'6060:6060/udp', '[::1]:9:9']");
    becomes(
        """
        ports:
          - name: web
            mode: host
            host_ip: "127.0.0.1"
            target: 80
            published: "8080"
            protocol: tcp
            app_protocol: http
        """,
        "ports: [{name: web, target: 80, host_ip: 127.0.0.1, published: \"8080\", "
            + "protocol: tcp, app_protocol: http, mode: host}]");
  }

  @Test
  void merges() {
    merge(
        """
        ports:
          - mode: ingress
            target: 80
            published: "80"
            protocol: tcp
          - mode: ingress
            target: 81
            published: "81"
            protocol: tcp
        """,
        "ports: ['80:80']",
        "ports: ['80:80', '81:81']");
  }

  @Test
  void refused() {
    refuses("ports: 80", "s.yml:4:12: services.s.ports: must be a list, not a number");
    refuses(
        "ports: [\"x:80\"]",
        "s.yml:4:13: services.s.ports[0]: 'x:80' is not of the form "
            + "[[IP:]PUBLISHED:]TARGET[/PROTOCOL]");
    refuses(
        "ports: [\"1-2:1-3\"]",
        "s.yml:4:13: services.s.ports[0]: '1-2:1-3': the two ranges differ in length");
    refuses("ports: [{published: \"80\"}]", "s.yml:4:13: services.s.ports[0]: needs 'target'");
    refuses(
        "ports: [\"70000\"]",
        "s.yml:4:13: services.s.ports[0]: '70000': ports are from 0 to 65535, in " + "order");
  }
}
