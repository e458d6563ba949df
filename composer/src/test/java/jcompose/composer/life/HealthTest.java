package jcompose.composer.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jcompose.composer.life.Health.Status;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Probing PROBING =
      new Probing(
          List.of("true"),
          Optional.empty(),
          Duration.ofSeconds(30),
          Duration.ofSeconds(3),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          2);

  @Test
  void failuresOfTheStartPeriodDoNotCount() {
    Health health = Health.starting(START);
    for (int second : List.of(0, 5, 10, 59)) {
      health = probe(health, second, 1);
      assertEquals(Status.STARTING, health.status());
      assertEquals(0, health.failures());
    }
    assertEquals(Status.STARTING, probe(health, 60, 1).status());
    assertEquals(Status.UNHEALTHY, probe(probe(health, 60, 1), 90, 1).status());
  }

  @Test
  void oneSuccessEndsTheStartAndFailuresCountFromThenOn() {
    Health health = probe(Health.starting(START), 5, 0);
    assertEquals(Status.HEALTHY, health.status());
    health = probe(health, 10, 1);
    assertEquals(Status.HEALTHY, health.status());
    assertEquals(1, health.failures());
    health = probe(health, 40, -1);
    assertEquals(Status.UNHEALTHY, health.status());
    assertEquals(Status.HEALTHY, probe(health, 70, 0).status());
  }

  @Test
  void withoutAStartPeriodTheProbeAtOnceIsFree() {
    Probing none =
        new Probing(
            List.of("true"),
            Optional.empty(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ZERO,
            Duration.ofSeconds(5),
            1);
    Health health = Health.starting(START).after(result(0, 1), none);
    assertEquals(Status.STARTING, health.status());
    assertEquals(Duration.ofSeconds(30), health.next(none, START));
    assertEquals(Status.UNHEALTHY, health.after(result(30, 1), none).status());
  }

  @Test
  void startIntervalHoldsUntilThePeriodIsOverOrItIsHealthy() {
    Health health = Health.starting(START);
    assertEquals(Duration.ofSeconds(5), health.next(PROBING, START.plusSeconds(59)));
    assertEquals(Duration.ofSeconds(30), health.next(PROBING, START.plusSeconds(60)));
    assertEquals(Duration.ofSeconds(30), probe(health, 1, 0).next(PROBING, START.plusSeconds(2)));
  }

  @Test
  void theLastFiveProbesAreKept() {
    Health health = Health.starting(START);
    for (int second = 0; second < 7; second++) {
      health = probe(health, second, second);
    }
    assertEquals(
        List.of(2, 3, 4, 5, 6), health.probes().stream().map(Health.Result::code).toList());
  }

  private static Health probe(Health health, int second, int code) {
    return health.after(result(second, code), PROBING);
  }

  private static Health.Result result(int second, int code) {
    Instant begun = START.plusSeconds(second);
    return new Health.Result(begun, begun.plusMillis(3), code, "");
  }
}
