package jcompose.composer.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import jcompose.composer.console.Ages;
import jcompose.composer.console.Table;
import jcompose.composer.image.ImageCatalog;
import jcompose.composer.image.ImageSummary;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose image ls}. */
final class ImageListCommand implements Command {
  static final int SHORT_DIGEST = "sha256:".length() + 12;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("ls", "List the images in the store");
    spec.addOption(OutputFormat.option());
    spec.addOption(Options.flag("Only digests", "-q", "--quiet"));
    spec.addOption(Options.flag("Whole digests", "--no-trunc"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<ImageSummary> images = new ImageCatalog(context.directories()).list();
    boolean whole = Options.given(parsed, "--no-trunc");
    if (Options.given(parsed, "-q")) {
      images.forEach(image -> context.screen().print(digest(image, whole)));
    } else {
      OutputFormat.print(parsed, context.screen(), images, () -> table(images, whole));
    }
    return 0;
  }

  private static Table table(List<ImageSummary> images, boolean whole) {
    Table table = new Table("IMAGE", "DIGEST", "PLATFORM", "CREATED", "SIZE");
    for (ImageSummary image : images) {
      List<String> names = image.references().isEmpty() ? List.of("<none>") : image.references();
      for (String name : names) {
        table.add(
            name,
            digest(image, whole),
            image.platform().toString(),
            image.created().map(ImageListCommand::age).orElse("-"),
            Sizes.words(image.size()) + (image.complete() ? "" : ", incomplete"));
      }
    }
    return table;
  }

  private static String digest(ImageSummary image, boolean whole) {
    return whole ? image.digest() : image.digest().substring(0, SHORT_DIGEST);
  }

  static String age(String created) {
    try {
      Instant then = OffsetDateTime.parse(created).toInstant();
      return Ages.words(Duration.between(then, Instant.now())) + " ago";
    } catch (DateTimeException other) {
      return "-";
    }
  }
}
