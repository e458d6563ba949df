package jcompose.composer.cli;

import java.util.Set;
import jcompose.composer.plan.UpOptions.Choice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose create}: {@code up} that starts nothing. */
final class CreateCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("create", "Make the project's containers without starting them");
    Making.addTo(spec);
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands.of(Options.operandsOf(parsed));
    Making.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Making making = Making.look(parsed, context, Set.of(Choice.NO_START));
    making.pull(parsed, context);
    making.carryOut(context);
    return 0;
  }
}
