package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code userns_mode}: host. */
final class UsernsModeTest extends AttributeTest {
  @Test
  void forms() {
    becomes("userns_mode: host\n", "userns_mode: host");
    becomes("", "userns_mode: ''");
  }

  @Test
  void merges() {
    merge("userns_mode: host\n", "userns_mode: ''", "userns_mode: host");
  }

  @Test
  void refused() {
    refuses(
        "userns_mode: [host]", "s.yml:4:18: services.s.userns_mode: must be a string, not a list");
  }
}
