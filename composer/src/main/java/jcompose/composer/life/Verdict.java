package jcompose.composer.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.life.LastAct.Kind;
import jcompose.composer.model.Restart;
import jcompose.engine.ContainerState;
import jcompose.engine.ExitStatus;
import jcompose.engine.Signals;

/**
 * Puts into words why a container is as it is.
 *
 * @param status where it is in its life
 * @param startedAt when its current or last run began
 * @param exit how its last run ended, unless it runs
 * @param story what was done to it
 * @param restart its restart policy
 * @param life what is remembered of its restarts
 * @param memoryLimit in bytes
 * @param now when it is asked
 */
public record Verdict(
    ContainerState.Status status,
    Optional<Instant> startedAt,
    Optional<ExitStatus> exit,
    Story story,
    Optional<Restart> restart,
    Optional<LifeRecord> life,
    OptionalLong memoryLimit,
    Instant now) {
  private static final int SIGNALLED = 128;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  /** How it ended last: its own end, or the one before its policy started it again. */
  public Optional<ExitStatus> end() {
    return exit.or(story::end);
  }

  /** Why its last start failed, if it did. */
  public Optional<String> refusal() {
    return actOf(Kind.REFUSED).map(LastAct::message);
  }

  /** Sentences, the most telling first. */
  public List<String> sentences() {
    List<String> all = new ArrayList<>();
    refusal().ifPresent(message -> all.add("it could not be started: " + message));
    end().ifPresent(last -> all.addAll(end(last)));
    if (status == ContainerState.Status.CREATED && refusal().isEmpty()) {
      all.add("it was made, and never started");
    }
    life.ifPresent(known -> restarts(known).ifPresent(all::add));
    if (status == ContainerState.Status.EXITED && restart.isEmpty() && !asked()) {
      all.add("nothing starts it again: it has no restart policy");
    }
    return all;
  }

  private boolean asked() {
    return story
        .act()
        .filter(act -> act.kind() != Kind.REFUSED)
        .filter(this::ofThisRun)
        .isPresent();
  }

  private Optional<LastAct> actOf(Kind kind) {
    return story.act().filter(act -> act.kind() == kind).filter(this::ofThisRun);
  }

  /** An act of before its last start says nothing of what came after. */
  private boolean ofThisRun(LastAct act) {
    return startedAt.filter(start -> start.isAfter(act.at())).isEmpty();
  }

  private List<String> end(ExitStatus end) {
    List<String> all = new ArrayList<>();
    end.note().ifPresent(all::add);
    if (end.oomKilled()) {
      all.add(memory(end));
    }
    act(end).or(() -> alone(end)).ifPresent(all::add);
    return all;
  }

  private String memory(ExitStatus end) {
    return "the kernel killed a process in it, which had no memory left"
        + (end.memoryPeak().isPresent() ? ": it had " + bytes(end.memoryPeak()) : "")
        + (memoryLimit.isPresent() ? " of at most " + bytes(memoryLimit) + " (mem_limit)" : "");
  }

  private static String bytes(OptionalLong count) {
    return String.format(Locale.ROOT, "%.1f MiB", count.getAsLong() / (double) (1 << 20));
  }

  private Optional<String> act(ExitStatus end) {
    if (exit.isEmpty()) { // of a run before: what was done to that one is not kept
      return Optional.empty();
    }
    return story
        .act()
        .filter(this::ofThisRun)
        .filter(act -> !act.at().isAfter(end.finishedAt()))
        .flatMap(
            act ->
                switch (act.kind()) {
                  case STOPPED ->
                      Optional.of("jcompose asked it to end, with " + Signals.name(act.signal()));
                  case KILLED ->
                      Optional.of(
                          "jcompose killed it: it did not end within "
                              + seconds(act.grace())
                              + " of "
                              + Signals.name(act.signal())
                              + " (stop_grace_period)");
                  case SIGNALLED ->
                      Optional.of("'jcompose kill' sent it " + Signals.name(act.signal()));
                  case REFUSED -> Optional.empty();
                });
  }

  private Optional<String> alone(ExitStatus end) {
    if (end.oomKilled() || end.note().isPresent()) {
      return Optional.empty();
    }
    if (end.signal().isPresent()) {
      int signal = end.signal().getAsInt();
      return Optional.of(
          Signals.name(signal)
              + " ended it, which jcompose did not send"
              + (signal == Signals.KILL
                  ? ": the machine had no memory left (the kernel's log tells), or somebody did"
                  : meaning(signal)));
    }
    int code = end.code();
    if (code > SIGNALLED && code <= SIGNALLED + 64) {
      return Optional.of(
          "its program ended with 128 + "
              + (code - SIGNALLED)
              + ": "
              + Signals.name(code - SIGNALLED)
              + " ended what it had started");
    }
    return Optional.of(
        switch (code) {
          case 0 -> "its program did what it was there for";
          case NOT_EXECUTABLE -> "its shell may not execute what it was told to";
          case NOT_FOUND -> "its shell did not find what it was told to start";
          default -> "its program ended by itself with this code; its log may say more";
        });
  }

  private static String meaning(int signal) {
    return switch (Signals.name(signal)) {
      case "SIGSEGV", "SIGBUS" -> ": its program read or wrote memory that it does not have";
      case "SIGABRT" -> ": its program gave up";
      case "SIGILL" -> ": its program is for another processor";
      case "SIGFPE" -> ": its program divided by zero";
      default -> "";
    };
  }

  private Optional<String> restarts(LifeRecord known) {
    String so =
        known.restarts() == 0
            ? ""
            : "it was started again "
                + (known.restarts() == 1 ? "once" : known.restarts() + " times");
    return switch (known.phase()) {
      case RUNS -> so.isEmpty() ? Optional.empty() : Optional.of(so);
      case WAITS ->
          Optional.of(
              (so.isEmpty() ? "" : so + "; ")
                  + "it is started again in "
                  + seconds(
                      known.due().map(due -> Duration.between(now, due)).orElse(Duration.ZERO)));
      case ENDED ->
          Optional.of(
              (so.isEmpty() ? "" : so + "; ")
                  + "its restart policy ("
                  + restart.map(Verdict::words).orElse("no")
                  + ") does not start it again");
      case STOPPED -> so.isEmpty() ? Optional.empty() : Optional.of(so);
    };
  }

  private static String words(Restart restart) {
    String word = restart.condition().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return restart.attempts() == 0 ? word : word + ":" + restart.attempts();
  }

  private static String seconds(Duration time) {
    return time.isNegative()
        ? "0 s"
        : time.toMillis() % 1000 == 0
            ? time.toSeconds() + " s"
            : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
