package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code pre_start}: containers that run to their end before it. */
final class PreStartTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        pre_start:
          - command:
              - migrate
            image: x
        """,
        "pre_start: [{command: migrate, image: x, per_replica: false}]");
  }

  @Test
  void merges() {
    merge(
        """
        pre_start:
          - command:
              - a
            image: i
          - command:
              - b
            image: i
        """,
        "pre_start: [{command: a}]",
        "pre_start: [{command: b}]");
  }

  @Test
  void refused() {
    refuses("pre_start: [{cmd: a}]", "s.yml:4:18: services.s.pre_start[0].cmd: unknown key");
  }
}
