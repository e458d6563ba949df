package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.load.Loaded;
import jcompose.composer.model.Project;
import jcompose.composer.plan.Planner;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.plan.UpOptions.Choice;
import jcompose.composer.run.StackExplanation;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose explain}. */
final class ExplainCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("explain", "Show what starting services does, one system call a line");
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
    Loaded loaded = LockedLoad.load(false, operands, context);
    Project project = loaded.project();
    // Those that were named, not what they depend on.
    UpOptions options = UpOptions.of(operands.services(), Choice.NO_DEPENDENCIES);
    StackExplanation explanation =
        new StackExplanation(project, loaded.variables(), context.directories());
    List<String> lines = new ArrayList<>();
    for (String service : Planner.services(project, options)) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add("# " + service);
      explanation.of(service).lines().forEach(lines::add);
    }
    lines.forEach(context.screen()::print);
    return 0;
  }
}
