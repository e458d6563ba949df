package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code secrets}: short, or with target, owner and mode; unique by target. */
final class SecretsTest extends AttributeTest {
  SecretsTest() {
    super("secrets: {a: {environment: HOME}}");
  }

  @Test
  void forms() {
    becomes(
        """
        secrets:
          - source: a
            target: /run/secrets/a
        """,
        "secrets: [a]");
    becomes(
        """
        secrets:
          - source: a
            target: t
            uid: "103"
            gid: "104"
            mode: "0440"
        """,
        "secrets: [{source: a, target: t, uid: \"103\", gid: \"104\", mode: 0440}]");
  }

  @Test
  void merges() {
    merge(
        """
        secrets:
          - source: a
            target: /run/secrets/a
          - source: a
            target: /x
        """,
        "secrets: [a]",
        "secrets: [{source: a, target: /x}]");
  }

  @Test
  void refused() {
    refuses("secrets: a", "s.yml:4:14: services.s.secrets: must be a list, not a string");
    refuses(
        "secrets: [b]",
        "s.yml:4:15: services.s.secrets: secret 'b' is not declared under the "
            + "top-level 'secrets'");
    refuses(
        "secrets: [{source: a, mod: 1}]",
        "s.yml:4:27: services.s.secrets[0].mod: unknown key; did you mean 'mode'?");
  }
}
