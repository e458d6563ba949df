package jcompose.composer.cli;

import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose stop}. */
final class StopCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("stop", "Stop containers, which stay to be started again");
    spec.addOption(Timeouts.option());
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ThereCommand.services(parsed);
    Timeouts.of(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    ThereCommand.ask(
        parsed, context, new Request.Stop(ThereCommand.services(parsed), Timeouts.of(parsed)));
    return 0;
  }
}
