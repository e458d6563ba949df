package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.ComposerException;
import jcompose.composer.image.Freed;
import jcompose.composer.image.ImageRemoval;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose image rm}. */
final class ImageRemoveCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("rm", "Remove images from the store");
    spec.addOption(Options.flag("Also those that a container uses", "-f", "--force"));
    spec.addPositional(
        Options.operands("IMAGE", "1..*", "References, paths or beginnings of digests"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public int run(ParseResult parsed, Context context) {
    ImageRemoval removal = new ImageRemoval(context.directories());
    List<String> failures = new ArrayList<>();
    for (String image : Options.operandsOf(parsed)) {
      try {
        show(removal.remove(image, Options.given(parsed, "-f")), context);
      } catch (ComposerException refused) {
        failures.add(String.valueOf(refused.getMessage()));
      }
    }
    if (!failures.isEmpty()) {
      throw new ComposerException(String.join("\n", failures));
    }
    return 0;
  }

  /** What was removed, a line each. */
  static void show(Freed freed, Context context) {
    freed.references().forEach(name -> context.screen().print("Untagged: " + name));
    freed.images().forEach(digest -> context.screen().print("Deleted: " + digest));
  }
}
