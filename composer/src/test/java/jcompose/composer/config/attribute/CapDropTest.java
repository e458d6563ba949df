package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cap_drop}: capabilities; a set. */
final class CapDropTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        cap_drop:
          - ALL
        """,
        "cap_drop: [ALL]");
    becomes(
        """
        cap_drop:
          - MKNOD
          - chown
        """,
        "cap_drop: [MKNOD, chown]");
  }

  @Test
  void merges() {
    merge(
        """
        cap_drop:
          - A
          - B
        """,
        "cap_drop: [A]",
        "cap_drop: [B, A]");
  }

  @Test
  void refused() {
    refuses("cap_drop: {A: B}", "s.yml:4:15: services.s.cap_drop: must be a list, not a mapping");
  }
}
