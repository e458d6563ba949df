package jcompose.composer.cli;

import jcompose.composer.supervisor.Request;
import jcompose.engine.Signals;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose kill}. */
final class KillCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("kill", "Kill containers, or send them another signal");
    spec.addOption(Options.value("SIGNAL", "In place of SIGKILL", "-s", "--signal"));
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ThereCommand.services(parsed);
    signal(parsed);
  }

  private static int signal(ParseResult parsed) {
    String text = parsed.matchedOptionValue("-s", "");
    try {
      return text.isEmpty() ? Signals.KILL : Signals.parse(text);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException("-s: " + unknown.getMessage());
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    ThereCommand.ask(
        parsed, context, new Request.Signalled(ThereCommand.services(parsed), signal(parsed)));
    return 0;
  }
}
