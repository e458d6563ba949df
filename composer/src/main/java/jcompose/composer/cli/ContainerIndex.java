package jcompose.composer.cli;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import jcompose.engine.ContainerState;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --index N} of commands about one container of a service. */
final class ContainerIndex {
  private static final String NAME = "--index";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

  private ContainerIndex() {}

  static OptionSpec option() {
    return Options.value("N", "Which container of the service (default: 1)", NAME);
  }

  /**
   * The number.
   *
   * @throws UsageException when it is none
   */
  static int of(ParseResult parsed) {
    String number = parsed.matchedOptionValue(NAME, "1");
    if (!NUMBER.matcher(number).matches()) {
      throw new UsageException(NAME + " '" + number + "': must be a number from 1");
    }
    return Integer.parseInt(number);
  }

  /** The number, where the command line has one. */
  static OptionalInt given(ParseResult parsed) {
    return parsed.hasMatchedOption(NAME) ? OptionalInt.of(of(parsed)) : OptionalInt.empty();
  }

  /** Refuses a number that the service has no container of; without one nothing is looked at. */
  static void requireThere(ParseResult parsed, Context context, String service) {
    if (parsed.hasMatchedOption(NAME)) {
      ChosenContainers.one(context, service, of(parsed));
    }
  }

  /** Whether a container is the one that is meant, if any is. */
  static boolean isChosen(ParseResult parsed, ContainerState state) {
    return !parsed.hasMatchedOption(NAME) || ChosenContainers.number(state) == of(parsed);
  }
}
