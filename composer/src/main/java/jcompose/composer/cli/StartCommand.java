package jcompose.composer.cli;

import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose start}. */
final class StartCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("start", "Start containers that were stopped, as they are");
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ThereCommand.services(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    boolean any =
        ThereCommand.ask(parsed, context, new Request.Start(ThereCommand.services(parsed)));
    return any ? 0 : 1;
  }
}
