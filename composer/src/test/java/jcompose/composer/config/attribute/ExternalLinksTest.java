package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code external_links}: containers of other projects. */
final class ExternalLinksTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        external_links:
          - redis
          - database:mysql
        """,
        "external_links: [redis, 'database:mysql']");
  }

  @Test
  void merges() {
    merge(
        """
        external_links:
          - a
          - b
        """,
        "external_links: [a]",
        "external_links: [b]");
  }

  @Test
  void refused() {
    refuses(
        "external_links: a", "s.yml:4:21: services.s.external_links: must be a list, not a string");
  }
}
