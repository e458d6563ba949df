package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code pre_stop}: commands before it is stopped. */
final class PreStopTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        pre_stop:
          - command:
              - a
              - b
        """,
        "pre_stop: [{command: [a, b]}]");
  }

  @Test
  void merges() {
    merge(
        """
        pre_stop:
          - command:
              - a
          - command:
              - b
        """,
        "pre_stop: [{command: a}]",
        "pre_stop: [{command: b}]");
  }

  @Test
  void refused() {
    refuses("pre_stop: a", "s.yml:4:15: services.s.pre_stop: must be a list, not a string");
  }
}
