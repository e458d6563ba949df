package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.image.ImageCatalog;
import jcompose.composer.image.ImageDetail;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose image inspect}. */
final class ImageInspectCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("inspect", "Show all that is known of images, as JSON");
    spec.addPositional(
        Options.operands("IMAGE", "1..*", "References, paths or beginnings of digests"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public int run(ParseResult parsed, Context context) {
    ImageCatalog catalog = new ImageCatalog(context.directories());
    List<ImageDetail> details = Options.operandsOf(parsed).stream().map(catalog::inspect).toList();
    context.screen().print(RecordJson.toPrettyText(details).stripTrailing());
    return 0;
  }
}
