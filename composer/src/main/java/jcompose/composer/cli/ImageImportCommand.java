package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.composer.image.ImageImport;
import jcompose.composer.image.PullListener;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose image import}. */
final class ImageImportCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "import",
            "Bring images from a file into the store: an OCI layout (folder or archive), what"
                + " 'docker save' wrote, or the archive of a root file system");
    spec.addOption(Options.value("OS/ARCH", "For this platform, not the machine's", "--platform"));
    spec.addPositional(
        Options.operands(
            "FILE[:NAME] [REFERENCE]", "1..2", "The file or folder, and what to call the image"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ImagePullCommand.platform(parsed);
    Options.operandsOf(parsed).stream()
        .skip(1)
        .filter(reference -> reference.contains("@"))
        .findFirst()
        .ifPresent(
            reference -> {
              throw new UsageException(
                  "what an image's digest is its content says: leave '"
                      + reference.substring(reference.indexOf('@'))
                      + "' out");
            });
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> operands = Options.operandsOf(parsed);
    Path file = context.workingDirectory().resolve(operands.get(0));
    Optional<String> reference = operands.stream().skip(1).findFirst();
    new ImageImport(context.directories(), context.environment())
        .read(file, reference, ImagePullCommand.platform(parsed), new Warnings(context))
        .forEach(name -> context.screen().print("Imported: " + name));
    return 0;
  }

  /** Shows warnings and no progress. */
  private record Warnings(Context context) implements PullListener {
    @Override
    public void warning(String message) {
      context.screen().warning(message);
    }

    @Override
    public void layerStarted(String digest, long size) {}

    @Override
    public void layerProgress(String digest, long bytes) {}

    @Override
    public void layerDone(String digest, boolean wasThere) {}
  }
}
