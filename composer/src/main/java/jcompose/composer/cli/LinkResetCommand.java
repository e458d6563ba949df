package jcompose.composer.cli;

import jcompose.composer.model.ImpairmentChange;
import jcompose.composer.wiring.LinkOrder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose link reset}. */
final class LinkResetCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("reset", "Make a service's links, or one, what the file says");
    LinkTarget.addTo(spec);
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    LinkTarget.of(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    return LinkTarget.of(parsed)
        .order(context, LinkOrder.Act.RESET, LinkOrder.Ways.USUAL, ImpairmentChange.NONE);
  }
}
