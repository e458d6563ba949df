package jcompose.composer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import jcompose.composer.ComposerException;
import jcompose.composer.console.Screen;
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
    if (!Options.given(parsed, "-f") && !Screen.isTerminal(0)) {
      throw new UsageException("rm asks before it removes; where there is no terminal, say -f");
    }
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
    context
        .screen()
        .note(
            "remove the containers that do not run of "
                + (services.isEmpty() ? "all services" : String.join(", ", services))
                + "? [y/N]");
    try {
      byte[] line = new byte[64];
      int length = System.in.read(line);
      String answer =
          new String(line, 0, Math.max(0, length), StandardCharsets.UTF_8)
              .strip()
              .toLowerCase(Locale.ROOT);
      return answer.equals("y") || answer.equals("yes");
    } catch (IOException e) {
      throw new ComposerException("standard input cannot be read: " + e.getMessage(), e);
    }
  }
}
