package jcompose.composer.cli.engine;

import jcompose.composer.cli.Options;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine pause} and {@code engine resume}. */
final class PauseCommand implements EngineCommand {
  private final boolean pauses;

  PauseCommand(boolean pauses) {
    this.pauses = pauses;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        pauses
            ? Options.command("pause", "Stop all processes of a container")
            : Options.command("resume", "Let a paused container go on");
    spec.addPositional(Options.operands("ID", "0..*", "The container's id"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    context.runtime().pause(EngineContext.id(parsed), pauses);
    return 0;
  }
}
