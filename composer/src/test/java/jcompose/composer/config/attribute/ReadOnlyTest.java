package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code read_only}: its root is not written to. */
final class ReadOnlyTest extends AttributeTest {
  @Test
  void forms() {
    becomes("read_only: true\n", "read_only: true");
  }

  @Test
  void merges() {
    merge("", "read_only: true", "read_only: false");
  }

  @Test
  void refused() {
    refuses("read_only: si", "s.yml:4:16: services.s.read_only: 'si' is not true or false");
  }
}
