package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose rm}. */
final class RemoveCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("rm", "Remove containers that do not run");
    spec.addOption(Options.flag("Do not ask", "-f", "--force"));
    spec.addOption(Options.flag("Stop those that run first", "-s", "--stop"));
    spec.addOption(Options.flag("Their volumes without a name too", "-v", "--volumes"));
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ThereCommand.services(parsed);
    Confirmation.requirePossible(parsed, "rm");
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> services = ThereCommand.services(parsed);
    if (!Options.given(parsed, "-f") && !confirmed(services, context)) {
      return 1;
    }
    ThereCommand.ask(
        parsed,
        context,
        new Request.Remove(services, Options.given(parsed, "-s"), Options.given(parsed, "-v")));
    return 0;
  }

  private static boolean confirmed(List<String> services, Context context) {
    return Confirmation.given(
        context,
        "remove the containers that do not run of "
            + (services.isEmpty() ? "all services" : String.join(", ", services))
            + "?");
  }
}
