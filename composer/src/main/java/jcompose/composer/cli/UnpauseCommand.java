package jcompose.composer.cli;

import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose unpause}. */
final class UnpauseCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("unpause", "Let frozen containers go on");
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ThereCommand.services(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    ThereCommand.ask(parsed, context, new Request.Pause(ThereCommand.services(parsed), false));
    return 0;
  }
}
