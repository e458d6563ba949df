package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.run.StoredVolumes;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose volume inspect}. */
final class VolumeInspectCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("inspect", "Show all that is known of volumes, as JSON");
    spec.addPositional(Options.operands("NAME", "1..*", "Their names"));
    return Options.example(spec, "jcompose volume inspect shop_data");
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public int run(ParseResult parsed, Context context) {
    StoredVolumes volumes = new StoredVolumes(context.directories());
    List<VolumeLine> lines = new ArrayList<>();
    for (String name : Options.operandsOf(parsed)) {
      lines.add(VolumeLine.of(volumes.find(name), volumes));
    }
    context.screen().print(RecordJson.toPrettyText(lines).stripTrailing());
    return 0;
  }
}
