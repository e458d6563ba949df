package jcompose.composer.cli;

import jcompose.composer.model.ImpairmentChange;
import jcompose.composer.wiring.LinkOrder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose link down} and {@code jcompose link up}. */
final class LinkPlugCommand implements Command {
  private final boolean in;

  LinkPlugCommand(boolean in) {
    this.in = in;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        in
            ? Options.command("up", "Plug a link of a service in again")
            : Options.command("down", "Unplug a link of a service");
    LinkTarget.addTo(spec);
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    LinkTarget.of(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    LinkOrder.Act act = in ? LinkOrder.Act.UP : LinkOrder.Act.DOWN;
    return LinkTarget.of(parsed).order(context, act, LinkOrder.Ways.USUAL, ImpairmentChange.NONE);
  }
}
