package jcompose.composer.life;

import java.util.Optional;
import jcompose.engine.ExitStatus;

/** Whether a container has become what somebody waits for. Pure. */
public final class Readiness {
  private static final int LONGEST_QUOTE = 300;

  private Readiness() {}

  /** What is waited for. */
  public enum Wanted {
    /** Its health check has succeeded. */
    HEALTHY,
    /** It has ended for good, with code 0. */
    COMPLETED,
    /** It runs and, if it has a health check, is healthy; or has ended for good with code 0. */
    READY
  }

  /**
   * What is known of a container.
   *
   * @param name its name
   * @param present whether it is there
   * @param running whether it runs
   * @param goesOn whether it runs or will run again by itself
   * @param exit of its last run, when it has ended
   * @param probed whether it has a health check
   * @param health of the present run, when one was probed
   */
  public record Facts(
      String name,
      boolean present,
      boolean running,
      boolean goesOn,
      Optional<ExitStatus> exit,
      boolean probed,
      Optional<Health> health) {}

  /** What follows from the facts. */
  public sealed interface Verdict {
    /** It is what it should be. */
    record Met() implements Verdict {}

    /**
     * It may become so.
     *
     * @param state in words, for example {@code is starting}
     */
    record NotYet(String state) implements Verdict {}

    /**
     * It will not become so.
     *
     * @param reason what it is instead
     */
    record Failed(String reason) implements Verdict {}
  }

  /** Compares what is wanted with what is known. */
  public static Verdict of(Wanted wanted, Facts facts) {
    String container = "container " + facts.name();
    if (!facts.present()) {
      return new Verdict.Failed(container + " was removed");
    }
    if (!facts.running()) {
      return facts.goesOn()
          ? new Verdict.NotYet(container + " waits for its next start")
          : ended(wanted, facts, container);
    }
    if (wanted == Wanted.COMPLETED) {
      return new Verdict.NotYet(container + " still runs");
    }
    if (!facts.probed()) {
      return wanted == Wanted.READY
          ? new Verdict.Met()
          : new Verdict.Failed(container + " has no health check");
    }
    return health(facts.health(), container);
  }

  private static Verdict ended(Wanted wanted, Facts facts, String container) {
    if (facts.exit().isEmpty()) {
      return new Verdict.Failed(container + " is not running");
    }
    int code = facts.exit().get().code();
    if (code == 0 && wanted != Wanted.HEALTHY) {
      return new Verdict.Met();
    }
    return new Verdict.Failed(
        wanted == Wanted.COMPLETED
            ? "didn't complete successfully: exit " + code
            : container + " exited (" + code + ")");
  }

  private static Verdict health(Optional<Health> known, String container) {
    Health.Status status = known.map(Health::status).orElse(Health.Status.STARTING);
    String last = known.map(Readiness::lastProbe).orElse("");
    return switch (status) {
      case HEALTHY -> new Verdict.Met();
      case UNHEALTHY -> new Verdict.Failed(container + " is unhealthy" + last);
      case STARTING -> new Verdict.NotYet(container + " is not healthy yet" + last);
    };
  }

  private static String lastProbe(Health health) {
    if (health.probes().isEmpty()) {
      return "";
    }
    Health.Result last = health.probes().get(health.probes().size() - 1);
    String output = last.output().strip().replaceAll("\\s*\n\\s*", "; ");
    String quoted =
        output.length() > LONGEST_QUOTE ? output.substring(0, LONGEST_QUOTE) + " ..." : output;
    return "; its last probe ended with code "
        + last.code()
        + (quoted.isEmpty() ? "" : ": " + quoted);
  }
}
