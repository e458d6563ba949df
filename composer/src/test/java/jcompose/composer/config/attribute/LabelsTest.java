package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code labels}: a mapping or a list of pairs; a later file wins by key. */
final class LabelsTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        labels:
          com.a: b
          e: ""
          "n": "1"
        """,
        "labels: {com.a: b, n: 1, e: \"\"}");
    becomes(
        """
        labels:
          com.a: b
          only: ""
        """,
        "labels: ['com.a=b', only]");
  }

  @Test
  void merges() {
    merge(
        """
        labels:
          a: "1"
          b: "3"
        """,
        "labels: [a=1, b=2]",
        "labels: {b: 3}");
  }

  @Test
  void refused() {
    refuses(
        "labels: text", "s.yml:4:13: services.s.labels: must be a mapping or a list, not a string");
    refuses(
        "labels: {a: {b: c}}",
        "s.yml:4:17: services.s.labels.a: must be a string, number or boolean, not a " + "mapping");
  }
}
