package jcompose.composer.cli;

import java.time.Duration;
import java.util.Optional;
import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options {@code --wait} and {@code --wait-timeout SECONDS}. */
final class Waits {
  private static final String WAIT = "--wait";
  private static final String TIMEOUT = "--wait-timeout";

  private Waits() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
        Options.flag("Return when all run, or are healthy where they have a health check", WAIT));
    spec.addOption(Options.value("SECONDS", "How long that may take (default: for ever)", TIMEOUT));
  }

  /** What is waited for; empty when nothing is. */
  static Optional<Request.Readiness> of(ParseResult parsed) {
    String text = parsed.matchedOptionValue(TIMEOUT, "");
    if (!text.isEmpty() && !text.matches("[0-9]{1,9}")) {
      throw new UsageException(TIMEOUT + " '" + text + "': must be a number of seconds");
    }
    if (!Options.given(parsed, WAIT)) {
      if (!text.isEmpty()) {
        throw new UsageException(TIMEOUT + " needs " + WAIT);
      }
      return Optional.empty();
    }
    return Optional.of(
        new Request.Readiness(
            Optional.of(text)
                .filter(seconds -> !seconds.isEmpty() && !seconds.matches("0+"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))));
  }
}
