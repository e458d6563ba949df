package jcompose.composer.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.run.StoredVolumes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose volume create}: for what files declare as external. */
final class VolumeCreateCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("create", "Make an empty volume; one that is there stays as it is");
    spec.addOption(Options.values("KEY=VALUE", "A label of it (repeatable)", "--label"));
    spec.addPositional(Options.operands("NAME", "1", "Its name"));
    return Options.example(spec, "jcompose volume create shared");
  }

  @Override
  public void check(ParseResult parsed) {
    labels(parsed);
  }

  private static Map<String, String> labels(ParseResult parsed) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : Options.list(parsed, "--label")) {
      int equals = label.indexOf('=');
      if (equals == 0 || label.isEmpty()) {
        throw new UsageException("--label '" + label + "': must be KEY=VALUE, or KEY alone");
      }
      labels.put(
          equals < 0 ? label : label.substring(0, equals),
          equals < 0 ? "" : label.substring(equals + 1));
    }
    return labels;
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> names = Options.operandsOf(parsed);
    new StoredVolumes(context.directories()).create(names.get(0), labels(parsed));
    context.screen().print(names.get(0));
    return 0;
  }
}
