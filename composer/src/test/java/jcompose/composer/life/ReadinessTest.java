package jcompose.composer.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.composer.life.Readiness.Facts;
import jcompose.composer.life.Readiness.Verdict;
import jcompose.composer.life.Readiness.Wanted;
import jcompose.engine.ExitStatus;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Verdict MET = new Verdict.Met();
  private static final Probing PROBING =
      new Probing(
          List.of("true"),
          Optional.empty(),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          1);

  @Test
  void healthIsWaitedForAndItsLastProbeIsTold() {
    assertEquals(
        new Verdict.NotYet("container db is not healthy yet"),
        Readiness.of(Wanted.HEALTHY, running(Health.starting(NOW))));
    assertEquals(MET, Readiness.of(Wanted.HEALTHY, running(probed(0, "fine"))));
    assertEquals(
        new Verdict.Failed(
            "container db is unhealthy; its last probe ended with code 7: no connection; retry"),
        Readiness.of(Wanted.HEALTHY, running(probed(7, "no connection\n  retry\n"))));
  }

  @Test
  void withoutAHealthCheckOnlyWhoWantsToStartItSaysSo() {
    Facts facts = new Facts("db", true, true, true, Optional.empty(), false, Optional.empty());
    assertEquals(
        new Verdict.Failed("container db has no health check"),
        Readiness.of(Wanted.HEALTHY, facts));
    assertEquals(MET, Readiness.of(Wanted.READY, facts));
    assertEquals(
        new Verdict.NotYet("container db still runs"), Readiness.of(Wanted.COMPLETED, facts));
  }

  @Test
  void anEndIsSuccessForWhoWaitsForItAndAFailureForWhoWaitsForHealth() {
    assertEquals(MET, Readiness.of(Wanted.COMPLETED, ended(0, false)));
    assertEquals(MET, Readiness.of(Wanted.READY, ended(0, false)));
    assertEquals(
        new Verdict.Failed("container db exited (0)"),
        Readiness.of(Wanted.HEALTHY, ended(0, false)));
    assertEquals(
        new Verdict.Failed("didn't complete successfully: exit 3"),
        Readiness.of(Wanted.COMPLETED, ended(3, false)));
    assertEquals(
        new Verdict.Failed("container db exited (3)"), Readiness.of(Wanted.READY, ended(3, false)));
  }

  @Test
  void oneThatItsPolicyStartsAgainHasNotEnded() {
    for (Wanted wanted : Wanted.values()) {
      assertEquals(
          new Verdict.NotYet("container db waits for its next start"),
          Readiness.of(wanted, ended(3, true)));
    }
  }

  @Test
  void whatIsRemovedOrWasNeverStartedFails() {
    Facts gone = new Facts("db", false, true, true, Optional.empty(), true, Optional.empty());
    assertEquals(
        new Verdict.Failed("container db was removed"), Readiness.of(Wanted.HEALTHY, gone));
    Facts created = new Facts("db", true, false, false, Optional.empty(), true, Optional.empty());
    assertEquals(
        new Verdict.Failed("container db is not running"), Readiness.of(Wanted.COMPLETED, created));
  }

  private static Facts running(Health health) {
    return new Facts("db", true, true, true, Optional.empty(), true, Optional.of(health));
  }

  private static Facts ended(int code, boolean again) {
    ExitStatus exit =
        new ExitStatus(
            code, OptionalInt.empty(), false, OptionalLong.empty(), NOW, Optional.empty());
    return new Facts("db", true, false, again, Optional.of(exit), true, Optional.empty());
  }

  private static Health probed(int code, String output) {
    return Health.starting(NOW).after(new Health.Result(NOW, NOW, code, output), PROBING);
  }
}
