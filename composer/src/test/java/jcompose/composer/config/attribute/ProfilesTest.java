package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code profiles}: when it belongs to the stack. */
final class ProfilesTest extends AttributeTest {
  @Test
  void forms() {
    becomes("", "profiles: []");
  }

  @Test
  void refused() {
    refuses("profiles: debug", "s.yml:4:15: services.s.profiles: must be a list, not a string");
  }
}
