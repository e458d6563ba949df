package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code post_start}: commands once it runs. */
final class PostStartTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        post_start:
          - command:
              - "./do.sh"
            user: root
            privileged: true
            working_dir: /w
            environment:
              A: b
        """,
        "post_start: [{command: ./do.sh, user: root, privileged: true, environment: "
            + "[A=b], working_dir: /w}]");
    becomes(
        """
        post_start:
          - command:
              - a
              - b
        """,
        "post_start: [{command: [a, b]}]");
  }

  @Test
  void merges() {
    merge(
        """
        post_start:
          - command:
              - a
          - command:
              - b
        """,
        "post_start: [{command: a}]",
        "post_start: [{command: b}]");
  }

  @Test
  void refused() {
    refuses(
        "post_start: {command: a}",
        "s.yml:4:17: services.s.post_start: must be a list, not a mapping");
    refuses(
        "post_start: [{comand: a}]",
        "s.yml:4:18: services.s.post_start[0]: needs 'command'",
        "s.yml:4:19: services.s.post_start[0].comand: unknown key; did you mean " + "'command'?");
  }
}
