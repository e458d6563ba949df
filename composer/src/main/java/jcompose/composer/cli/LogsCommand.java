package jcompose.composer.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class LogsCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("logs", "");
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    return 0;
  }
}
