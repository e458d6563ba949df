package jcompose.composer.cli;

import java.util.List;
import java.util.Set;
import jcompose.composer.console.Table;
import jcompose.composer.run.StoredVolumes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose volumes}. */
final class VolumesCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("volumes", "List the project's volumes, or those that services mount");
    spec.addOption(Options.flag("Only the names", "-q", "--quiet"));
    spec.addOption(OutputFormat.option());
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only what these services mount"));
    return Options.example(spec, "jcompose volumes --format json");
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> services = Options.operandsOf(parsed);
    ChosenContainers chosen = ChosenContainers.of(context, services);
    StoredVolumes volumes = new StoredVolumes(context.directories());
    Set<String> mounted = volumes.mountedBy(chosen.states());
    List<VolumeLine> lines =
        volumes.list().stream()
            .filter(
                volume ->
                    mounted.contains(volume.name())
                        || (services.isEmpty() && StoredVolumes.madeBy(chosen.project(), volume)))
            .map(volume -> VolumeLine.of(volume, volumes))
            .toList();
    if (Options.given(parsed, "-q")) {
      lines.forEach(line -> context.screen().print(line.name()));
    } else {
      OutputFormat.print(parsed, context.screen(), lines, () -> table(lines));
    }
    return 0;
  }

  private static Table table(List<VolumeLine> lines) {
    Table table = new Table("DRIVER", "VOLUME NAME");
    lines.forEach(line -> table.add(line.driver(), line.name()));
    return table;
  }
}
