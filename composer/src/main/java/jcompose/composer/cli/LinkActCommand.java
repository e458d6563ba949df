package jcompose.composer.cli;

import jcompose.composer.model.ImpairmentChange;
import jcompose.composer.wiring.LinkOrder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose link reset}, {@code down} and {@code up}, which need no more than a link. */
final class LinkActCommand implements Command {
  private final String name;
  private final String description;
  private final LinkOrder.Act act;

  LinkActCommand(String name, String description, LinkOrder.Act act) {
    this.name = name;
    this.description = description;
    this.act = act;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name, description);
    LinkTarget.addTo(spec);
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    LinkTarget.of(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    return LinkTarget.of(parsed).order(context, act, LinkOrder.Ways.USUAL, ImpairmentChange.NONE);
  }
}
