package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code dns_opt}: options of resolv.conf; a set. */
final class DnsOptTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        dns_opt:
          - use-vc
          - no-tld-query
        """,
        "dns_opt: [use-vc, no-tld-query]");
  }

  @Test
  void merges() {
    merge(
        """
        dns_opt:
          - a
          - b
        """,
        "dns_opt: [a]",
        "dns_opt: [b, a]");
  }

  @Test
  void refused() {
    refuses("dns_opt: use-vc", "s.yml:4:14: services.s.dns_opt: must be a list, not a string");
  }
}
