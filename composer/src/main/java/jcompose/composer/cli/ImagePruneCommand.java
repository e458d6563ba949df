package jcompose.composer.cli;

import jcompose.composer.image.Freed;
import jcompose.composer.image.ImageRemoval;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose image prune}: it asks nobody, so that it can be run by a timer. */
final class ImagePruneCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("prune", "Remove images that have no name any more");
    spec.addOption(Options.flag("All that no container uses, with names too", "-a", "--all"));
    spec.addOption(Options.flag("For scripts that say so; nothing is asked", "-f", "--force"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public int run(ParseResult parsed, Context context) {
    Freed freed = new ImageRemoval(context.directories()).prune(Options.given(parsed, "-a"));
    ImageRemoveCommand.show(freed, context);
    context
        .screen()
        .print(
            "Removed "
                + freed.layers()
                + (freed.layers() == 1 ? " layer" : " layers")
                + " and "
                + Sizes.words(freed.bytes())
                + " of archives");
    return 0;
  }
}
