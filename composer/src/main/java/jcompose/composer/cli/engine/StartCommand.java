package jcompose.composer.cli.engine;

import jcompose.composer.cli.Options;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine start}. */
final class StartCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("start", "Start a container that waits");
    spec.addPositional(Options.operands("ID", "0..*", "The container's id"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    context.runtime().start(EngineContext.id(parsed));
    return 0;
  }
}
