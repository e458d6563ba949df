package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code provider}: another program in the place of a container. */
final class ProviderTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        provider:
          type: awesomecloud
          options:
            foo:
              - a
              - b
            type:
              - mysql
        """,
        "provider: {type: awesomecloud, options: {type: mysql, foo: [a, b]}}");
  }

  @Test
  void merges() {
    merge(
        """
        provider:
          type: b
        """,
        "provider: {type: a}",
        "provider: {type: b}");
  }

  @Test
  void refused() {
    refuses("provider: {options: {a: b}}", "s.yml:4:15: services.s.provider: needs 'type'");
  }
}
