package jcompose.composer.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * When a foreground {@code up} ends by itself, and with which code.
 *
 * @param abort which ends stop all
 * @param codeFrom the service whose code is the result
 * @param timeout of stopping
 */
record Ending(Abort abort, Optional<String> codeFrom, Optional<Duration> timeout) {
  private static final String EXIT = "--abort-on-container-exit";
  private static final String FAILURE = "--abort-on-container-failure";
  private static final String CODE = "--exit-code-from";

  /** Which ends stop all. */
  enum Abort {
    /** None: it ends when the last container does. */
    NEVER,
    /** The first, whatever its code. */
    ON_EXIT,
    /** The first with another code than 0. */
    ON_FAILURE,
    /** That of the service whose code is the result. */
    ON_EXIT_OF_SERVICE
  }

  /**
   * A container's end.
   *
   * @param service whose it was
   */
  record End(String service, int code) {}

  static void addTo(CommandSpec spec) {
    spec.addOption(Options.flag("Stop all when one container ends", EXIT));
    spec.addOption(Options.flag("Stop all when one container fails", FAILURE));
    spec.addOption(Options.value("SERVICE", "Stop all when it ends, and end with its code", CODE));
  }

  static Ending of(ParseResult parsed) {
    boolean exit = Options.given(parsed, EXIT);
    boolean failure = Options.given(parsed, FAILURE);
    if (exit && failure) {
      throw new UsageException(FAILURE + " cannot be combined with " + EXIT);
    }
    Optional<String> codeFrom =
        Optional.of(parsed.matchedOptionValue(CODE, "")).filter(service -> !service.isEmpty());
    Abort abort =
        failure
            ? Abort.ON_FAILURE
            : codeFrom.isPresent() ? Abort.ON_EXIT_OF_SERVICE : exit ? Abort.ON_EXIT : Abort.NEVER;
    return new Ending(abort, codeFrom, Timeouts.of(parsed));
  }

  /** The options that were given and need a foreground {@code up}. */
  static List<String> given(ParseResult parsed) {
    return List.of(EXIT, FAILURE, CODE).stream().filter(parsed::hasMatchedOption).toList();
  }

  /**
   * Whether an end stops all.
   *
   * @param awaited services whose success others wait for, which is no reason to stop them
   */
  boolean stopsAll(End end, Set<String> awaited) {
    return switch (abort) {
      case NEVER -> false;
      case ON_EXIT -> end.code() != 0 || !awaited.contains(end.service());
      case ON_FAILURE -> end.code() != 0;
      case ON_EXIT_OF_SERVICE -> codeFrom.filter(end.service()::equals).isPresent();
    };
  }

  /**
   * The exit code of the command.
   *
   * @param reason the end that stopped all, if one did
   * @param ends all ends, by container, in their order
   */
  int code(Optional<End> reason, Map<String, End> ends) {
    Optional<End> chosen =
        codeFrom.isPresent()
            ? ends.values().stream()
                .filter(end -> end.service().equals(codeFrom.get()))
                .reduce((first, last) -> last)
            : reason;
    return chosen
        .map(End::code)
        .orElse(ends.values().stream().anyMatch(end -> end.code() != 0) ? 1 : 0);
  }
}
