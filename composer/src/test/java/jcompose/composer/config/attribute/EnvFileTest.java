package jcompose.composer.config.attribute;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code env_file}: files of variables, whose values config puts in. */
final class EnvFileTest extends AttributeTest {
  EnvFileTest() {
    super();
  }

  @BeforeEach
  void files() {
    stack().write("a.env", "A=1\nB=\"two\"\n");
    stack().write("b.env", "B=3\n");
  }

  @Test
  void forms() {
    becomes(
        """
        environment:
          A: "1"
          B: two
        """,
        "env_file: a.env");
    becomes(
        """
        environment:
          A: "1"
          B: two
        """,
        "env_file: [a.env, {path: none.env, required: false}]");
  }

  @Test
  void merges() {
    merge(
        """
        environment:
          A: "1"
          B: "3"
        """,
        "env_file: a.env",
        "env_file: b.env");
  }

  @Test
  void refused() {
    refuses(
        "env_file: none.env", "s.yml:4:15: services.s.env_file: file '/D/none.env' does not exist");
    refuses(
        "env_file: {path: a.env, format: yaml}",
        "s.yml:4:15: services.s.env_file: must be a string or a list, not a mapping");
  }
}
