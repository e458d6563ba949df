package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code isolation}: a kind of container on other systems. */
final class IsolationTest extends AttributeTest {
  @Test
  void forms() {
    becomes("isolation: default\n", "isolation: default");
  }

  @Test
  void merges() {
    merge("isolation: b\n", "isolation: a", "isolation: b");
  }

  @Test
  void refused() {
    refuses("isolation: [a]", "s.yml:4:16: services.s.isolation: must be a string, not a list");
  }
}
