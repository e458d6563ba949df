package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code group_add}: groups by name or number. */
final class GroupAddTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        group_add:
          - mail
          - "1000"
        """,
        "group_add: [mail, 1000]");
  }

  @Test
  void merges() {
    merge(
        """
        group_add:
          - a
          - b
        """,
        "group_add: [a]",
        "group_add: [b, a]");
  }

  @Test
  void refused() {
    refuses("group_add: mail", "s.yml:4:16: services.s.group_add: must be a list, not a string");
  }
}
