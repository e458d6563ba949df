package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Times as ps(1) writes them. */
class ProcessTimesTest {
  private final ProcessTimes times =
      new ProcessTimes(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void theStartIsAnHourADayOrAYear() {
    assertEquals("11:59", times.started(Instant.parse("2026-03-02T11:59:00Z")));
    assertEquals("Feb27", times.started(Instant.parse("2026-02-27T11:59:00Z")));
    assertEquals("2024", times.started(Instant.parse("2024-02-27T11:59:00Z")));
  }

  @Test
  void theTimeUsedHasDaysWhenThereAreSome() {
    assertEquals("00:00:07", ProcessTimes.used(Duration.ofMillis(7900)));
    assertEquals("2-03:00:05", ProcessTimes.used(Duration.parse("P2DT3H5S")));
  }

  @Test
  void theShareIsOfTheWholeLife() {
    assertEquals(50, times.share(times.now().minusSeconds(10), Duration.ofSeconds(5)));
    assertEquals(99, times.share(times.now().minusSeconds(1), Duration.ofSeconds(4)));
    assertEquals(0, times.share(times.now(), Duration.ZERO));
  }

  @Test
  void usersHaveTheNamesOfTheFile() {
    HostUsers users = HostUsers.parse("root:x:0:0::/root:/bin/sh\nbad\ntoor:x:0:0:::\n");
    assertEquals("root", users.name(0));
    assertEquals("1234", users.name(1234));
  }
}
