package jcompose.composer.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.composer.life.LifeRecord.Phase;
import jcompose.composer.model.Restart;
import jcompose.composer.model.Restart.Condition;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SHORT = Duration.ofMillis(5);

  @Test
  void waitsDoubleFromATenthOfASecondToAMinuteAndBeginAnewAfterALongRun() {
    Restart always = policy(Condition.ALWAYS, 0);
    List<Long> waits = new ArrayList<>();
    LifeRecord life = LifeRecord.STARTED;
    for (int i = 0; i < 12; i++) {
      life = RestartPolicy.ended(always, life, 1, SHORT, NOW);
      waits.add(life.pause().toMillis());
      assertEquals(Optional.of(NOW.plus(life.pause())), life.due());
      life = life.startedAgain();
    }
    assertEquals(
        List.of(
            100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L, 25600L, 51200L, 60000L, 60000L),
        waits);
    assertEquals(12, life.restarts());
    LifeRecord after = RestartPolicy.ended(always, life, 1, Duration.ofSeconds(10), NOW);
    assertEquals(Duration.ofMillis(100), after.pause());
  }

  @Test
  void onFailureLeavesSuccessAloneAndCountsToItsLimit() {
    Restart twice = policy(Condition.ON_FAILURE, 2);
    assertEquals(Phase.ENDED, end(twice, LifeRecord.STARTED, 0).phase());
    LifeRecord first = end(twice, LifeRecord.STARTED, 3);
    LifeRecord second = end(twice, first.startedAgain(), 3);
    LifeRecord third = end(twice, second.startedAgain(), 3);
    assertEquals(List.of(true, true, false), List.of(first.waits(), second.waits(), third.waits()));
    assertEquals(2, third.restarts());
  }

  @Test
  void alwaysAndUnlessStoppedGoOnAfterSuccess() {
    for (Condition condition : List.of(Condition.ALWAYS, Condition.UNLESS_STOPPED)) {
      assertEquals(Phase.WAITS, end(policy(condition, 0), LifeRecord.STARTED, 0).phase());
    }
    assertEquals(Phase.ENDED, end(policy(Condition.NO, 0), LifeRecord.STARTED, 1).phase());
  }

  @Test
  void whatTheUserStoppedStaysStopped() {
    assertEquals(LifeRecord.STOPPED, end(policy(Condition.ALWAYS, 0), LifeRecord.STOPPED, 137));
  }

  @Test
  void aDelayDoesNotGrowAndARunOfAWindowMakesAttemptsCountAnew() {
    Restart restart =
        new Restart(Condition.ALWAYS, 1, Optional.of(Duration.ofSeconds(5)), Duration.ofSeconds(3));
    LifeRecord first = end(restart, LifeRecord.STARTED, 1);
    assertEquals(Duration.ofSeconds(5), first.pause());
    assertEquals(Phase.ENDED, end(restart, first.startedAgain(), 1).phase());
    LifeRecord later =
        RestartPolicy.ended(restart, first.startedAgain(), 1, Duration.ofSeconds(3), NOW);
    assertEquals(Phase.WAITS, later.phase());
    assertEquals(Duration.ofSeconds(5), later.pause());
  }

  private static LifeRecord end(Restart restart, LifeRecord before, int code) {
    return RestartPolicy.ended(restart, before, code, SHORT, NOW);
  }

  private static Restart policy(Condition condition, int attempts) {
    return new Restart(condition, attempts, Optional.empty(), Duration.ZERO);
  }
}
