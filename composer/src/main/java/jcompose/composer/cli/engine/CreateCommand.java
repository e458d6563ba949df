package jcompose.composer.cli.engine;

import jcompose.composer.cli.Options;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine create}. */
final class CreateCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("create", "Make a container that waits to be started");
    CreateOptions.addTo(spec);
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    context.runtime().create(CreateOptions.of(parsed, context));
    return 0;
  }
}
