package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code stop_signal}: by name or number. */
final class StopSignalTest extends AttributeTest {
  @Test
  void forms() {
    becomes("stop_signal: SIGUSR1\n", "stop_signal: SIGUSR1");
    becomes("stop_signal: \"9\"\n", "stop_signal: '9'");
  }

  @Test
  void merges() {
    merge("stop_signal: SIGINT\n", "stop_signal: SIGTERM", "stop_signal: SIGINT");
  }

  @Test
  void refused() {
    refuses(
        "stop_signal: 9",
        "s.yml:4:18: services.s.stop_signal: must be a string, not a number; write " + "\"9\"");
  }
}
