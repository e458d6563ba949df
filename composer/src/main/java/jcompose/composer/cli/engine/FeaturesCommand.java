package jcompose.composer.cli.engine;

import jcompose.composer.cli.Options;
import jcompose.engine.oci.Features;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine features}. */
final class FeaturesCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    return Options.command("features", "Show what this runtime can do, as JSON");
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    context.print(RecordJson.toPrettyText(Features.current()));
    return 0;
  }
}
