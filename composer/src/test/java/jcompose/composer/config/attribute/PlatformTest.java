package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code platform}: system, architecture, variant. */
final class PlatformTest extends AttributeTest {
  @Test
  void forms() {
    becomes("platform: linux/arm64/v8\n", "platform: linux/arm64/v8");
  }

  @Test
  void merges() {
    merge("platform: b\n", "platform: a", "platform: b");
  }

  @Test
  void refused() {
    refuses("platform: [a]", "s.yml:4:15: services.s.platform: must be a string, not a list");
  }
}
