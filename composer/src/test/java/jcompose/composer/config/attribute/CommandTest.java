package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/**
 * {@code command}: words, or a text split as a shell would; null is the image's, an empty one is
 * none.
 */
final class CommandTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        command:
          - a
          - "b c"
        """,
        "command: [\"a\", \"b c\"]");
    becomes(
        """
        command:
          - sh
          - "-c"
          - "echo $$HOME"
        """,
        "command: sh -c 'echo $$HOME'");
    becomes("", "command:");
    becomes("command: []\n", "command: []");
    becomes("command: []\n", "command: ''");
  }

  @Test
  void merges() {
    merge(
        """
        command:
          - c
        """,
        "command: [a, b]",
        "command: [c]");
  }

  @Test
  void refused() {
    refuses(
        "command: 'a \"b'",
        "s.yml:4:14: services.s.command: a quote or backslash in 'a \"b' is not closed");
    refuses(
        "command: {a: b}",
        "s.yml:4:14: services.s.command: must be a string or a list, not a mapping");
  }
}
