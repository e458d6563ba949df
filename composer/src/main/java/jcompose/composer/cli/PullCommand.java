package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.model.Project;
import jcompose.composer.plan.Planner;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.plan.UpOptions.Choice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose pull}. */
final class PullCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("pull", "Fetch the services' images");
    spec.addOption(Options.flag("Show no progress", "-q", "--quiet"));
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands.of(Options.operandsOf(parsed));
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    Project project = LockedLoad.load(false, operands, context).project();
    UpOptions options = UpOptions.of(operands.services(), Choice.NO_DEPENDENCIES);
    List<String> services = Planner.services(project, options);
    new ImagePulls(context, Options.given(parsed, "-q")).pull(project, services, true);
    return 0;
  }
}
