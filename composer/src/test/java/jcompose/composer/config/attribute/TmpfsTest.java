package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code tmpfs}: one place or a list, with options. */
final class TmpfsTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        tmpfs:
          - /run
        """,
        "tmpfs: /run");
    becomes(
        """
        tmpfs:
          - "/data:mode=755,uid=1009,size=1m"
          - /run
        """,
        "tmpfs: [\"/data:mode=755,uid=1009,size=1m\", /run]");
  }

  @Test
  void merges() {
    merge(
        """
        tmpfs:
          - /a
          - /b
        """,
        "tmpfs: /a",
        "tmpfs: [/b, /a]");
  }

  @Test
  void refused() {
    refuses(
        "tmpfs: {a: b}", "s.yml:4:12: services.s.tmpfs: must be a string or a list, not a mapping");
    refuses(
        "tmpfs: 5", "s.yml:4:12: services.s.tmpfs: must be a string, not a number; write \"5\"");
  }
}
