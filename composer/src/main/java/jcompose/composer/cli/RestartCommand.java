package jcompose.composer.cli;

import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose restart}. */
final class RestartCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "restart", "Stop containers and start them again, as they are: 'up' applies changes");
    spec.addOption(Timeouts.option());
    spec.addOption(Options.flag("Leave alone what 'restart: true' ties to them", "--no-deps"));
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
    boolean any =
        ThereCommand.ask(
            parsed,
            context,
            new Request.Restart(
                ThereCommand.services(parsed),
                Timeouts.of(parsed),
                Options.given(parsed, "--no-deps")));
    return any ? 0 : 1;
  }
}
