package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code uts}: host. */
final class UtsTest extends AttributeTest {
  @Test
  void forms() {
    becomes("uts: host\n", "uts: host");
  }

  @Test
  void merges() {
    merge("uts: host\n", "uts: ''", "uts: host");
  }

  @Test
  void refused() {
    refuses("uts: [a]", "s.yml:4:10: services.s.uts: must be a string, not a list");
  }
}
