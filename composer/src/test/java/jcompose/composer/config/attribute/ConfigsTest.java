package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code configs}: short, or with target, owner and mode; unique by target. */
final class ConfigsTest extends AttributeTest {
  ConfigsTest() {
    super("configs: {a: {content: x}}");
  }

  @Test
  void forms() {
    becomes(
        """
        configs:
          - source: a
        """,
        "configs: [a]");
    becomes(
        """
        configs:
          - source: a
            target: /etc/a
            uid: "1"
            gid: "2"
            mode: "0440"
        """,
        "configs: [{source: a, target: /etc/a, uid: \"1\", gid: \"2\", mode: 0440}]");
    becomes(
        """
        configs:
          - source: a
            mode: "0440"
        """,
        "configs: [{source: a, mode: \"0440\"}]");
  }

  @Test
  void merges() {
    merge(
        """
        configs:
          - source: a
          - source: a
            target: /x
        """,
        "configs: [a]",
        "configs: [{source: a, target: /x}]");
  }

  @Test
  void refused() {
    refuses("configs: a", "s.yml:4:14: services.s.configs: must be a list, not a string");
    refuses("configs: [{target: /x}]", "s.yml:4:15: services.s.configs[0]: needs 'source'");
    refuses(
        "configs: [b]",
        "s.yml:4:15: services.s.configs: config 'b' is not declared under the "
            + "top-level 'configs'");
  }
}
