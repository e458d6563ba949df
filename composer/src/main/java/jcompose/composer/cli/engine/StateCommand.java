package jcompose.composer.cli.engine;

import jcompose.composer.cli.Options;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine state}. */
final class StateCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("state", "Show a container's state as JSON");
    spec.addPositional(Options.operands("ID", "0..*", "The container's id"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    context.print(RecordJson.toPrettyText(context.runtime().state(EngineContext.id(parsed))));
    return 0;
  }
}
