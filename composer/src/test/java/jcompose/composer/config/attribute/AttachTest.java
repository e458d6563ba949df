package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code attach}: whether up shows its output. */
final class AttachTest extends AttributeTest {
  @Test
  void forms() {
    becomes("attach: false\n", "attach: false");
    becomes("attach: true\n", "attach: true");
  }

  @Test
  void merges() {
    merge("attach: false\n", "attach: true", "attach: false");
  }

  @Test
  void refused() {
    refuses("attach: maybe", "s.yml:4:13: services.s.attach: 'maybe' is not true or false");
    refuses("attach: [true]", "s.yml:4:13: services.s.attach: must be true or false, not a list");
  }
}
