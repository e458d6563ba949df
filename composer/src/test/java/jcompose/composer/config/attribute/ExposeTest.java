package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code expose}: ports that are told of only. */
final class ExposeTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        expose:
          - "3000"
          - "8000-8010/udp"
        """,
        "expose: [\"3000\", \"8000-8010/udp\"]");
    becomes(
        """
        expose:
          - "3000"
        """,
        "expose: [3000]");
  }

  @Test
  void merges() {
    merge(
        """
        expose:
          - "1"
          - "2"
        """,
        "expose: ['1']",
        "expose: ['2', '1']");
  }

  @Test
  void refused() {
    refuses("expose: 3000", "s.yml:4:13: services.s.expose: must be a list, not a number");
  }
}
