package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code oom_kill_disable}: whether its processes wait for memory. */
final class OomKillDisableTest extends AttributeTest {
  @Test
  void forms() {
    becomes("oom_kill_disable: true\n", "oom_kill_disable: true");
  }

  @Test
  void merges() {
    merge("", "oom_kill_disable: true", "oom_kill_disable: false");
  }

  @Test
  void refused() {
    refuses(
        "oom_kill_disable: 2",
        "s.yml:4:23: services.s.oom_kill_disable: must be true or false, not a number");
  }
}
