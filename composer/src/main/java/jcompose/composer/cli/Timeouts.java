package jcompose.composer.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The {@code -t SECONDS} option. */
final class Timeouts {
  private Timeouts() {}

  static OptionSpec option() {
    return Options.value(
        "SECONDS",
        "Time to stop in, before SIGKILL (default: each service's own)",
        "-t",
        "--timeout");
  }

  static Optional<Duration> of(ParseResult parsed) {
    String text = parsed.matchedOptionValue("-t", "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new UsageException("-t '" + text + "': must be a number of seconds");
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
  }
}
