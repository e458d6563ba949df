package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code user}: a name or number, with a group. */
final class UserTest extends AttributeTest {
  @Test
  void forms() {
    becomes("user: \"1000:1000\"\n", "user: '1000:1000'");
    becomes("user: www-data\n", "user: www-data");
  }

  @Test
  void merges() {
    merge("user: b\n", "user: a", "user: b");
  }

  @Test
  void refused() {
    refuses(
        "user: 1000",
        "s.yml:4:11: services.s.user: must be a string, not a number; write \"1000\"");
  }
}
