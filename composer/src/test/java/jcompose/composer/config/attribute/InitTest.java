package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code init}: a small first process. */
final class InitTest extends AttributeTest {
  @Test
  void forms() {
    becomes("init: true\n", "init: true");
    becomes("init: false\n", "init: false");
  }

  @Test
  void merges() {
    merge("init: false\n", "init: true", "init: false");
  }

  @Test
  void refused() {
    refuses("init: 1", "s.yml:4:11: services.s.init: must be true or false, not a number");
  }
}
