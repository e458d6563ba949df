package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.console.Table;
import jcompose.composer.run.StoredVolumes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose volume ls}. */
final class VolumeListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("ls", "List the volumes of this machine");
    spec.addOption(Options.flag("Only the names", "-q", "--quiet"));
    spec.addOption(OutputFormat.option());
    return Options.example(spec, "jcompose volume ls -q");
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    StoredVolumes volumes = new StoredVolumes(context.directories());
    List<VolumeLine> lines =
        volumes.list().stream().map(volume -> VolumeLine.of(volume, volumes)).toList();
    if (Options.given(parsed, "-q")) {
      lines.forEach(line -> context.screen().print(line.name()));
    } else {
      OutputFormat.print(parsed, context.screen(), lines, () -> table(lines));
    }
    return 0;
  }

  private static Table table(List<VolumeLine> lines) {
    Table table = new Table("DRIVER", "VOLUME NAME", "PROJECT");
    lines.forEach(line -> table.add(line.driver(), line.name(), line.project().orElse("-")));
    return table;
  }
}
