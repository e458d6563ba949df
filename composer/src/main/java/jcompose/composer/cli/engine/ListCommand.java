package jcompose.composer.cli.engine;

import java.util.List;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.oci.StateReport;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine list}. */
final class ListCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("list", "List all containers");
    spec.addOption(Options.flag("Only the ids", "-q", "--quiet"));
    spec.addOption(Options.value("FORMAT", "table (the default) or json", "-f", "--format"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    List<StateReport> reports = context.runtime().list();
    String format = parsed.matchedOptionValue("-f", "table");
    if (Options.given(parsed, "-q")) {
      reports.forEach(report -> context.print(report.id() + "\n"));
    } else if (format.equals("json")) {
      context.print(RecordJson.toPrettyText(reports));
    } else if (format.equals("table")) {
      context.print(Columns.of(reports));
    } else {
      throw new EngineException("--format '" + format + "': must be table or json");
    }
    return 0;
  }
}
