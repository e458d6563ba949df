package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cap_add}: capabilities; a set. */
final class CapAddTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        cap_add:
          - NET_ADMIN
          - CAP_SYS_TIME
          - ALL
        """,
        "cap_add: [NET_ADMIN, CAP_SYS_TIME, ALL]");
  }

  @Test
  void merges() {
    merge(
        """
        cap_add:
          - A
          - B
        """,
        "cap_add: [A]",
        "cap_add: [B, A]");
  }

  @Test
  void refused() {
    refuses("cap_add: NET_ADMIN", "s.yml:4:14: services.s.cap_add: must be a list, not a string");
  }
}
