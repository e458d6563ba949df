package jcompose.composer.cli;

import java.util.regex.Pattern;
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
}
