package jcompose.composer.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.composer.model.Restart;
import jcompose.composer.model.Restart.Condition;
import jcompose.engine.ContainerState;
import jcompose.engine.ExitStatus;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");
  private static final Instant END = START.plusSeconds(5);
  private static final Restart ALWAYS =
      new Restart(Condition.ALWAYS, 0, Optional.empty(), Duration.ZERO);
  private static final String ALONE = "nothing starts it again: it has no restart policy";

  private static ExitStatus exit(int code, OptionalInt signal, boolean oom) {
    OptionalLong peak = oom ? OptionalLong.of(8 << 20) : OptionalLong.empty();
    return new ExitStatus(code, signal, oom, peak, END, Optional.empty());
  }

  private static List<String> of(ExitStatus exit, Story story) {
    return new Verdict(
            ContainerState.Status.EXITED,
            Optional.of(START),
            Optional.of(exit),
            story,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            END)
        .sentences();
  }

  private static Story story(LastAct act) {
    return new Story(Optional.of(act), Optional.empty());
  }

  @Test
  void codesOfAProgramsOwn() {
    assertEquals(
        List.of("its program did what it was there for", ALONE),
        of(exit(0, OptionalInt.empty(), false), Story.NONE));
    assertEquals(
        List.of("its program ended with 128 + 15: SIGTERM ended what it had started", ALONE),
        of(exit(143, OptionalInt.empty(), false), Story.NONE));
    assertEquals(
        List.of("its shell did not find what it was told to start", ALONE),
        of(exit(127, OptionalInt.empty(), false), Story.NONE));
  }

  @Test
  void signalsOfOthers() {
    assertEquals(
        List.of(
            "SIGSEGV ended it, which jcompose did not send: its program read or wrote memory that"
                + " it does not have",
            ALONE),
        of(exit(139, OptionalInt.of(11), false), Story.NONE));
    assertEquals(
        List.of(
            "the kernel killed a process in it, which had no memory left: it had 8.0 MiB", ALONE),
        of(exit(137, OptionalInt.of(9), true), Story.NONE));
  }

  @Test
  void whatWasDoneToItBeforeItsEndAndNotBeforeItsStart() {
    ExitStatus killed = exit(137, OptionalInt.of(9), false);
    assertEquals(
        List.of("jcompose killed it: it did not end within 2 s of SIGTERM (stop_grace_period)"),
        of(killed, story(LastAct.killed(START.plusSeconds(1), 15, Duration.ofSeconds(2)))));
    assertEquals(
        "SIGKILL ended it, which jcompose did not send: the machine had no memory left (the"
            + " kernel's log tells), or somebody did",
        of(killed, story(LastAct.stopped(START.minusSeconds(1), 15))).get(0));
  }

  @Test
  void aStartThatFailedAndTheEndBefore() {
    Verdict verdict =
        new Verdict(
            ContainerState.Status.CREATED,
            Optional.of(START),
            Optional.empty(),
            story(LastAct.refused(START, "stack.yml:3:5: services.web: no such program")),
            Optional.of(ALWAYS),
            Optional.of(
                new LifeRecord(
                    LifeRecord.Phase.WAITS,
                    2,
                    3,
                    Duration.ofSeconds(1),
                    Optional.of(END.plusMillis(1500)))),
            OptionalLong.empty(),
            END);
    assertEquals(
        List.of(
            "it could not be started: stack.yml:3:5: services.web: no such program",
            "it was started again 2 times; it is started again in 1.5 s"),
        verdict.sentences());
  }
}
