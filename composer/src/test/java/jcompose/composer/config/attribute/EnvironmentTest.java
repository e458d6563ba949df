package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code environment}: a mapping or a list; without a value the user's, or none. */
final class EnvironmentTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        environment:
          A: b
          E: ""
          HOME: /home/ada
          "N": "1"
          UNSET: null
          "Y": "yes"
        """,
        "environment: {A: b, N: 1, Y: \"yes\", E: \"\", HOME:, UNSET:}");
    becomes(
        """
        environment:
          A: b=c
          E: ""
          HOME: /home/ada
          UNSET: null
        """,
        "environment: ['A=b=c', HOME, UNSET, 'E=']");
  }

  @Test
  void merges() {
    merge(
        """
        environment:
          A: "1"
          B: "3"
          C: null
        """,
        "environment: [A=1, B=2]",
        "environment: {B: 3, C:}");
  }

  @Test
  void refused() {
    refuses(
        "environment: text",
        "s.yml:4:18: services.s.environment: must be a mapping or a list, not a " + "string");
    refuses(
        "environment: {A: {b: c}}",
        "s.yml:4:22: services.s.environment.A: must be a string, number or boolean, "
            + "not a mapping");
    refuses(
        "environment: [1]",
        "s.yml:4:19: services.s.environment[0]: must be a string, not a number; " + "write \"1\"");
  }
}
