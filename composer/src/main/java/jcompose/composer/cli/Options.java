package jcompose.composer.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Short forms for picocli's builders, so that a command reads like its help. */
public final class Options {
  private Options() {}

  /** A command, with {@code --help}. */
  public static CommandSpec command(String name, String description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(plain(description)).width(100).sortOptions(false);
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help and exit")
            .build());
    return spec;
  }

  /** The same command with a line that shows how it is used. */
  public static CommandSpec example(CommandSpec spec, String line) {
    spec.usageMessage().footer("", "Example: " + plain(line));
    return spec;
  }

  /** The library takes descriptions for formats. */
  private static String plain(String description) {
    return description.replace("%", "%%");
  }

  /** An option that is given or not. */
  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(plain(description)).build();
  }

  /** An option with a value. */
  public static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(label)
        .description(plain(description))
        .build();
  }

  /** An option that may be given several times. */
  public static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(plain(description))
        .build();
  }

  /** What stands without an option. */
  public static PositionalParamSpec operands(String label, String arity, String description) {
    return PositionalParamSpec.builder()
        .type(List.class)
        .auxiliaryTypes(String.class)
        .index("0..*")
        .arity(arity)
        .required(!arity.startsWith("0"))
        .paramLabel(label)
        .description(plain(description))
        .build();
  }

  /**
   * Refuses more operands than a command has: picocli takes what an arity leaves over for a second
   * round of the same.
   */
  static void checkOperands(ParseResult parsed) {
    for (PositionalParamSpec operands : parsed.commandSpec().positionalParameters()) {
      List<String> given = operandsOf(parsed);
      if (given.size() > operands.arity().max()) {
        throw new UsageException(
            "'"
                + given.get(operands.arity().max())
                + "' is one word too many; see 'jcompose "
                + parsed.commandSpec().qualifiedName(" ").replaceFirst("^jcompose ", "")
                + " --help'");
      }
    }
  }

  /** Whether a flag was given. */
  public static boolean given(ParseResult parsed, String name) {
    return parsed.matchedOptionValue(name, false);
  }

  /** The values of an option, in order. */
  public static List<String> list(ParseResult parsed, String name) {
    return parsed.matchedOptionValue(name, List.<String>of());
  }

  /** What stood without an option. */
  public static List<String> operandsOf(ParseResult parsed) {
    return parsed.matchedPositionalValue(0, List.<String>of());
  }
}
