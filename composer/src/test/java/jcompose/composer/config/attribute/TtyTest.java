package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code tty}: a terminal. */
final class TtyTest extends AttributeTest {
  @Test
  void forms() {
    becomes("tty: true\n", "tty: true");
  }

  @Test
  void merges() {
    merge("", "tty: true", "tty: false");
  }

  @Test
  void refused() {
    refuses("tty: maybe", "s.yml:4:10: services.s.tty: 'maybe' is not true or false");
  }
}
