package jcompose.composer.cli;

import java.util.List;
import java.util.function.Supplier;
import jcompose.composer.console.Screen;
import jcompose.composer.console.Table;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --format table|json} of the commands that list something. */
final class OutputFormat {
  private static final List<String> WORDS = List.of("table", "json");

  private OutputFormat() {}

  static OptionSpec option() {
    return Options.value("FORMAT", "table or json (default: table)", "--format");
  }

  static void check(ParseResult parsed) {
    String format = word(parsed);
    if (format.contains("{{")) {
      throw new UsageException(
          "--format '" + format + "': Go templates are not read; take json, and jq for its parts");
    }
    if (!WORDS.contains(format)) {
      throw new UsageException("--format '" + format + "': must be table or json");
    }
  }

  static boolean isJson(ParseResult parsed) {
    return word(parsed).equals("json");
  }

  /**
   * Prints what a command lists.
   *
   * @param lines records, for JSON
   * @param table of the same
   */
  static void print(ParseResult parsed, Screen screen, List<?> lines, Supplier<Table> table) {
    if (isJson(parsed)) {
      screen.print(RecordJson.toPrettyText(lines).stripTrailing());
    } else {
      table.get().lines().forEach(screen::print);
    }
  }

  private static String word(ParseResult parsed) {
    return parsed.matchedOptionValue("--format", "table");
  }
}
