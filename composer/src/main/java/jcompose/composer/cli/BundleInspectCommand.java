package jcompose.composer.cli;

import jcompose.composer.bundle.Bundle;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose bundle inspect}. */
final class BundleInspectCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("inspect", "Show what a bundle says of itself, as JSON");
    spec.addPositional(Options.operands("FILE", "1", "The archive"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public boolean needsRoot() {
    return false;
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    String file = Options.operandsOf(parsed).get(0);
    Bundle bundle = Bundle.open(context.workingDirectory().resolve(file));
    context.screen().print(RecordJson.toPrettyText(bundle.description()).stripTrailing());
    return 0;
  }
}
