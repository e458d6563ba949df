package jcompose.composer.cli;

import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose start}. */
final class StartCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("start", "Start containers that were stopped, as they are");
    Waits.addTo(spec);
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ThereCommand.services(parsed);
    Waits.of(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Request request = new Request.Start(ThereCommand.services(parsed), Waits.of(parsed));
    return ThereCommand.ask(parsed, context, request) ? 0 : 1;
  }
}
