package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code pull_refresh_after}: after which time an image is asked for again. */
final class PullRefreshAfterTest extends AttributeTest {
  @Test
  void forms() {
    becomes("pull_refresh_after: \"24h\"\n", "pull_refresh_after: 24h");
  }

  @Test
  void merges() {
    merge("pull_refresh_after: \"2h\"\n", "pull_refresh_after: 1h", "pull_refresh_after: 2h");
  }

  @Test
  void refused() {
    refuses(
        "pull_refresh_after: [1h]",
        "s.yml:4:25: services.s.pull_refresh_after: must be a string, not a list");
  }
}
