package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code extra_hosts}: names and addresses; added by name. */
final class ExtraHostsTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        extra_hosts:
          - gw=host-gateway
          - somehost=162.242.195.82
          - "v6=::1"
        """,
        "extra_hosts: ['somehost=162.242.195.82', 'v6:[::1]', 'gw=host-gateway']");
    becomes(
        """
        extra_hosts:
          - a=10.0.0.1
          - b=10.0.0.2
          - "b=::1"
        """,
        "extra_hosts: {a: 10.0.0.1, b: [10.0.0.2, \"::1\"]}");
  }

  @Test
  void merges() {
    merge(
        """
        extra_hosts:
          - a=1.1.1.1
          - a=2.2.2.2
          - b=3.3.3.3
        """,
        "extra_hosts: [a=1.1.1.1]",
        "extra_hosts: {a: 2.2.2.2, b: 3.3.3.3}");
  }

  @Test
  void refused() {
    refuses(
        "extra_hosts: a",
        "s.yml:4:18: services.s.extra_hosts: must be a mapping or a list, not a " + "string");
    refuses(
        "extra_hosts: [a]",
        "s.yml:4:19: services.s.extra_hosts: 'a' is not of the form HOST=ADDRESS");
  }
}
