package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code entrypoint}: words, or a text split as a shell would. */
final class EntrypointTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        entrypoint:
          - /e.sh
        """,
        "entrypoint: /e.sh");
    becomes(
        """
        entrypoint:
          - php
          - "-d"
          - "x y"
        """,
        "entrypoint: [\"php\", \"-d\", \"x y\"]");
    becomes("entrypoint: []\n", "entrypoint: \"\"");
    becomes("", "entrypoint:");
  }

  @Test
  void merges() {
    merge(
        """
        entrypoint:
          - b
          - c
        """,
        "entrypoint: [a]",
        "entrypoint: [b, c]");
  }

  @Test
  void refused() {
    refuses(
        "entrypoint: {a: b}",
        "s.yml:4:17: services.s.entrypoint: must be a string or a list, not a mapping");
  }
}
