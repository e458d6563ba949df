package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code network_mode}: none, host, or another's network; not beside networks. */
final class NetworkModeTest extends AttributeTest {
  NetworkModeTest() {
    super(
        """
          t:
            image: j
        networks:
          n: {}
        """);
  }

  @Test
  void forms() {
    becomes("network_mode: none\n", "network_mode: none");
    becomes("network_mode: host\n", "network_mode: host");
    becomes(
        """
        depends_on:
          t:
            condition: service_started
            restart: true
            required: true
        network_mode: service:t
        """,
        "network_mode: service:t");
  }

  @Test
  void merges() {
    merge("network_mode: host\n", "network_mode: none", "network_mode: host");
  }

  @Test
  void refused() {
    refuses("network_mode: service:zz", "s.yml:4:19: services.s.network_mode: no service 'zz'");
    refuses(
        """
        network_mode: host
        networks: [n]
        """,
        "s.yml:4:19: services.s.network_mode: does not go with 'networks'");
  }
}
