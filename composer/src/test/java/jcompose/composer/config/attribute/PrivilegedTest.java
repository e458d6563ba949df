package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code privileged}: with all rights. */
final class PrivilegedTest extends AttributeTest {
  @Test
  void forms() {
    becomes("privileged: true\n", "privileged: true");
  }

  @Test
  void merges() {
    merge("", "privileged: true", "privileged: false");
  }

  @Test
  void refused() {
    refuses(
        "privileged: perhaps", "s.yml:4:17: services.s.privileged: 'perhaps' is not true or false");
  }
}
