package jcompose.composer.cli.engine;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine events}. */
final class EventsCommand implements EngineCommand {
  private static final Pattern INTERVAL = Pattern.compile("([1-9]\\d{0,8})(ms|s|m|h)");

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("events", "Tell what a container uses, and when it is out of memory");
    spec.addOption(Options.flag("Tell what it uses once and exit", "--stats"));
    spec.addOption(Options.value("TIME", "Between two statistics (default: 5s)", "--interval"));
    spec.addPositional(Options.operands("ID", "0..*", "The container's id"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    String id = EngineContext.id(parsed);
    Duration interval = interval(parsed.matchedOptionValue("--interval", "5s"));
    if (Options.given(parsed, "--stats")) {
      context.runtime().statistics(id, line -> tell(context, line));
    } else {
      context.runtime().events(id, interval, line -> tell(context, line));
    }
    return 0;
  }

  /** False when whoever read standard output has gone. */
  private static boolean tell(EngineContext context, String line) {
    try {
      context.print(line + "\n");
      return true;
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  private static Duration interval(String text) {
    Matcher matcher = INTERVAL.matcher(text);
    if (!matcher.matches()) {
      throw new EngineException("--interval '" + text + "' is not a time such as 500ms or 5s");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
