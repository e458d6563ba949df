package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code annotations}: a mapping or a list of pairs; a later file wins by key. */
final class AnnotationsTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        annotations:
          a.b: c
          "n": "1"
          "yes": "true"
        """,
        "annotations: {a.b: c, n: 1, yes: true}");
    becomes(
        """
        annotations:
          a.b: c
          eq: a=b
          only: ""
        """,
        "annotations: ['a.b=c', 'only', 'eq=a=b']");
  }

  @Test
  void merges() {
    merge(
        """
        annotations:
          a: "1"
          b: "3"
          c: "4"
        """,
        "annotations: [a=1, b=2]",
        "annotations: {b: 3, c: 4}");
  }

  @Test
  void refused() {
    refuses(
        "annotations: text",
        "s.yml:4:18: services.s.annotations: must be a mapping or a list, not a " + "string");
    refuses(
        "annotations: {a: [1]}",
        "s.yml:4:22: services.s.annotations.a: must be a string, number or boolean, "
            + "not a list");
  }
}
