package jcompose.composer.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class UpCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("up", "");
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    return 0;
  }
}
