package jcompose.composer.cli;

import java.util.List;
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

  private static String word(ParseResult parsed) {
    return parsed.matchedOptionValue("--format", "table");
  }
}
