package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code container_name}: a name beside the project's. */
final class ContainerNameTest extends AttributeTest {
  @Test
  void forms() {
    becomes("container_name: web_1.a\n", "container_name: web_1.a");
  }

  @Test
  void merges() {
    merge("container_name: bb\n", "container_name: aa", "container_name: bb");
  }

  @Test
  void refused() {
    refuses(
        "container_name: -a",
        "s.yml:4:21: services.s.container_name: '-a' does not look like "
            + "[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    refuses(
        "container_name: a b",
        "s.yml:4:21: services.s.container_name: 'a b' does not look like "
            + "[a-zA-Z0-9][a-zA-Z0-9_.-]+");
  }
}
