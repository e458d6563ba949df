package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code oom_score_adj}: -1000 to 1000. */
final class OomScoreAdjTest extends AttributeTest {
  @Test
  void forms() {
    becomes("oom_score_adj: -500\n", "oom_score_adj: -500");
  }

  @Test
  void merges() {
    merge("oom_score_adj: 2\n", "oom_score_adj: 1", "oom_score_adj: 2");
  }

  @Test
  void refused() {
    refuses("oom_score_adj: x", "s.yml:4:20: services.s.oom_score_adj: 'x' is not a whole number");
  }
}
