package jcompose.composer.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command that only has commands: {@code jcompose image ls}. */
abstract class CommandGroup implements Command {
  private final String name;
  private final String description;
  private final Map<String, Command> commands;

  /**
   * @param commands by name, in the help's order
   */
  CommandGroup(String name, String description, Map<String, Command> commands) {
    this.name = name;
    this.description = description;
    this.commands = commands;
  }

  @Override
  public final CommandSpec spec() {
    CommandSpec spec = Options.command(name, description);
    commands.forEach((word, command) -> spec.addSubcommand(word, command.spec()));
    return spec;
  }

  private Command chosen(ParseResult parsed) {
    if (parsed.subcommand() == null) {
      throw new UsageException(
          "'"
              + name
              + "' needs one of "
              + String.join(", ", commands.keySet())
              + "; see 'jcompose "
              + name
              + " --help'");
    }
    return Optional.ofNullable(commands.get(parsed.subcommand().commandSpec().name()))
        .orElseThrow();
  }

  @Override
  public final void check(ParseResult parsed) {
    chosen(parsed).check(parsed.subcommand());
  }

  @Override
  public final int run(ParseResult parsed, Context context) {
    return chosen(parsed).run(parsed.subcommand(), context);
  }
}
