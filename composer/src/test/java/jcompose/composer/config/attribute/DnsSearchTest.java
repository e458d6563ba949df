package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code dns_search}: one domain or a list. */
final class DnsSearchTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        dns_search:
          - example.com
        """,
        "dns_search: example.com");
    becomes(
        """
        dns_search:
          - a.com
          - b.com
        """,
        "dns_search: [a.com, b.com]");
  }

  @Test
  void merges() {
    merge(
        """
        dns_search:
          - a.com
          - b.com
        """,
        "dns_search: a.com",
        "dns_search: [b.com]");
  }

  @Test
  void refused() {
    refuses(
        "dns_search: 5",
        "s.yml:4:17: services.s.dns_search: must be a string, not a number; write \"5\"");
  }
}
