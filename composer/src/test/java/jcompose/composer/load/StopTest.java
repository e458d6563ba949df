package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stop_signal} and {@code stop_grace_period}. */
final class StopTest {
  @TempDir Path folder;

  @Test
  void namesSignalsInOneWay() {
    assertEquals(
        Optional.of("SIGUSR1"), Folder.of(folder).service("stop_signal: usr1").stopSignal());
    assertEquals(
        Optional.of("SIGRTMIN+3"),
        Folder.of(folder).service("stop_signal: SIGRTMIN+3").stopSignal());
    assertEquals(Optional.of("9"), Folder.of(folder).service("stop_signal: '9'").stopSignal());
  }

  @Test
  void readsDurations() {
    assertEquals(Duration.ofSeconds(10), Folder.of(folder).service().stopGracePeriod());
    assertEquals(
        Duration.ofMillis(90_500),
        Folder.of(folder).service("stop_grace_period: 1m30s500ms").stopGracePeriod());
    assertEquals(
        Duration.ofMinutes(90),
        Folder.of(folder).service("stop_grace_period: 1.5h").stopGracePeriod());
  }

  @Test
  void refusesOthers() {
    assertEquals(
        List.of(
            "stack.yml:4:18: services.web.stop_signal: unknown signal 'SIGTREM'; did you mean"
                + " 'TERM'?",
            "stack.yml:5:24: services.web.stop_grace_period: '10' is not a duration such as 10s,"
                + " 1m30s or 500ms (us, ms, s, m, h)"),
        Folder.of(folder).problems("stop_signal: SIGTREM", "stop_grace_period: 10"));
  }
}
