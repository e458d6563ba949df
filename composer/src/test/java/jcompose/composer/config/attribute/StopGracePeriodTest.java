package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code stop_grace_period}: how long it may take to stop. */
final class StopGracePeriodTest extends AttributeTest {
  @Test
  void forms() {
    becomes("stop_grace_period: \"1m30s\"\n", "stop_grace_period: 1m30s");
    becomes("stop_grace_period: \"0s\"\n", "stop_grace_period: 0s");
    becomes("stop_grace_period: \"1.5s\"\n", "stop_grace_period: 1.5s");
  }

  @Test
  void merges() {
    merge("stop_grace_period: \"2s\"\n", "stop_grace_period: 1s", "stop_grace_period: 2s");
  }

  @Test
  void refused() {
    refuses(
        "stop_grace_period: 5",
        "s.yml:4:24: services.s.stop_grace_period: must be a string, not a number; "
            + "write \"5\"");
    refuses(
        "stop_grace_period: soon",
        "s.yml:4:24: services.s.stop_grace_period: 'soon' is not a duration such as " + "1m30s");
  }
}
