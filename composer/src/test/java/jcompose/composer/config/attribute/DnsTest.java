package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code dns}: one server or a list. */
final class DnsTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        dns:
          - "8.8.8.8"
        """,
        "dns: 8.8.8.8");
    becomes(
        """
        dns:
          - "8.8.8.8"
          - "9.9.9.9"
        """,
        "dns: [8.8.8.8, 9.9.9.9]");
  }

  @Test
  void merges() {
    merge(
        """
        dns:
          - "8.8.8.8"
          - "9.9.9.9"
        """,
        "dns: 8.8.8.8",
        "dns: [9.9.9.9]");
  }

  @Test
  void refused() {
    refuses("dns: {a: b}", "s.yml:4:10: services.s.dns: must be a string or a list, not a mapping");
    refuses(
        "dns: [8]", "s.yml:4:11: services.s.dns[0]: must be a string, not a number; write \"8\"");
  }
}
