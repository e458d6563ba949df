package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code links}: services by another name; each is depended on. */
final class LinksTest extends AttributeTest {
  LinksTest() {
    super(
        """
          t:
            image: j
        """);
  }

  @Test
  void forms() {
    becomes(
        """
        depends_on:
          t:
            condition: service_started
            restart: true
            required: true
        links:
          - t
          - t:alias
        """,
        "links: [t, 't:alias']");
  }

  @Test
  void merges() {
    merge(
        """
        depends_on:
          t:
            condition: service_started
            restart: true
            required: true
        links:
          - t
          - t:b
        """,
        "links: [t]",
        "links: ['t:b']");
  }

  @Test
  void refused() {
    refuses("links: t", "s.yml:4:12: services.s.links: must be a list, not a string");
    refuses("links: [zz]", "s.yml:4:13: services.s.links: no service 'zz'");
  }
}
