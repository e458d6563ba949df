package jcompose.composer.config.attribute;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code label_file}: files of labels, whose values config puts in. */
final class LabelFileTest extends AttributeTest {
  LabelFileTest() {
    super();
  }

  @BeforeEach
  void files() {
    stack().write("a.labels", "a=1\nb=2\n");
    stack().write("b.labels", "b=3\n");
  }

  @Test
  void forms() {
    becomes(
        """
        labels:
          a: "1"
          b: "2"
        """,
        "label_file: a.labels");
    becomes(
        """
        labels:
          a: "1"
          b: "3"
        """,
        "label_file: [a.labels, b.labels]");
  }

  @Test
  void merges() {
    merge(
        """
        labels:
          a: "1"
          b: "3"
        """,
        "label_file: a.labels",
        "label_file: b.labels");
  }

  @Test
  void refused() {
    refuses(
        "label_file: none.labels",
        "s.yml:4:17: services.s.label_file: file '/D/none.labels' does not exist");
    refuses(
        "label_file: {a: b}",
        "s.yml:4:17: services.s.label_file: must be a string or a list, not a mapping");
  }
}
