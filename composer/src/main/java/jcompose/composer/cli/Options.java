package jcompose.composer.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Short forms for picocli's builders, so that a command reads like its help. */
final class Options {
  private Options() {}

  static CommandSpec command(String name, String description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description).width(100).sortOptions(false);
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help and exit")
            .build());
    return spec;
  }

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(description).build();
  }

  static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec operands(String label, String arity, String description) {
    return PositionalParamSpec.builder()
        .type(List.class)
        .auxiliaryTypes(String.class)
        .index("0..*")
        .arity(arity)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static boolean given(ParseResult parsed, String name) {
    return parsed.matchedOptionValue(name, false);
  }

  static List<String> list(ParseResult parsed, String name) {
    return parsed.matchedOptionValue(name, List.<String>of());
  }

  static List<String> operandsOf(ParseResult parsed) {
    return parsed.matchedPositionalValue(0, List.<String>of());
  }
}
