package jcompose.composer.cli;

import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose plan}. */
final class PlanCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("plan", "Show what 'up' would do, and why; end with 3 when it is anything");
    Making.addTo(spec);
    Making.addMoreTo(spec);
    spec.addOption(PlanShow.option());
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands.of(Options.operandsOf(parsed));
    Making.check(parsed);
    PlanShow.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    return PlanShow.run(Making.look(parsed, context, Set.of()), parsed, context);
  }
}
