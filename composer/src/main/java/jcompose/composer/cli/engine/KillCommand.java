package jcompose.composer.cli.engine;

import java.util.List;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.Signals;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine kill}. */
final class KillCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("kill", "Send a signal (default: TERM)");
    spec.addOption(Options.flag("To all processes of the container", "-a", "--all"));
    spec.addPositional(Options.operands("ID [SIGNAL]", "0..*", "Where, and which"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    List<String> operands = Options.operandsOf(parsed);
    if (operands.isEmpty() || operands.size() > 2) {
      throw new EngineException("kill needs a container's id and at most a signal");
    }
    int signal;
    try {
      signal = Signals.parse(operands.size() == 2 ? operands.get(1) : "TERM");
    } catch (IllegalArgumentException unknown) {
      throw new EngineException("kill: " + unknown.getMessage(), unknown);
    }
    context.runtime().kill(operands.get(0), signal, Options.given(parsed, "-a"));
    return 0;
  }
}
