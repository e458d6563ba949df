package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.console.Table;
import jcompose.composer.image.ImageCatalog;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose images}. */
final class ImagesCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("images", "List the images of the project's containers");
    spec.addOption(Options.flag("Only digests, each once", "-q", "--quiet"));
    spec.addOption(OutputFormat.option());
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only these services"));
    return Options.example(spec, "jcompose images web");
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    ImageCatalog.InContainers images = new ImageCatalog(context.directories()).inContainers();
    List<ContainerImage> lines =
        ChosenContainers.of(context, Options.operandsOf(parsed)).states().stream()
            .map(state -> ContainerImage.of(state, images.of(state)))
            .toList();
    if (Options.given(parsed, "-q")) {
      lines.stream()
          .flatMap(line -> line.digest().stream())
          .map(digest -> digest.substring(0, ImageListCommand.SHORT_DIGEST))
          .distinct()
          .forEach(context.screen()::print);
    } else {
      OutputFormat.print(parsed, context.screen(), lines, () -> table(lines));
    }
    return 0;
  }

  private static Table table(List<ContainerImage> lines) {
    Table table =
        new Table("CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "DIGEST", "SIZE", "CREATED");
    for (ContainerImage line : lines) {
      table.add(
          line.container(),
          line.repository(),
          line.tag().orElse("-"),
          line.platform().orElse("-"),
          line.digest()
              .map(digest -> digest.substring(0, ImageListCommand.SHORT_DIGEST))
              .orElse("-"),
          line.size().isPresent() ? Sizes.words(line.size().getAsLong()) : "-",
          line.created().map(ImageListCommand::age).orElse("-"));
    }
    return table;
  }
}
