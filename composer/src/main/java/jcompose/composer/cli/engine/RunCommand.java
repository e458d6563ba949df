package jcompose.composer.cli.engine;

import jcompose.composer.cli.Options;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine run}. */
final class RunCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("run", "Make a container and start it");
    CreateOptions.addTo(spec);
    spec.addOption(Options.flag("Return when it is started", "-d", "--detach"));
    spec.addOption(Options.flag("Do not delete it when it has ended", "--keep"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    return context
        .runtime()
        .run(
            CreateOptions.of(parsed, context),
            Options.given(parsed, "-d"),
            Options.given(parsed, "--keep"));
  }
}
