package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.Optional;
import jcompose.composer.console.Screen;
import jcompose.composer.image.ImageExport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose image save}. */
final class ImageSaveCommand implements Command {
  private static final int STANDARD_OUTPUT = 1;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("save", "Write images to an archive, an OCI layout that Docker loads, too");
    spec.addOption(
        Options.value("FILE", "The archive (default: standard output)", "-o", "--output"));
    spec.addPositional(
        Options.operands("IMAGE", "1..*", "References, paths or beginnings of digests"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    if (output(parsed).isEmpty() && Screen.isTerminal(STANDARD_OUTPUT)) {
      throw new UsageException("an archive is nothing for a terminal: say -o FILE or redirect it");
    }
  }

  private static Optional<String> output(ParseResult parsed) {
    return Optional.ofNullable(parsed.<String>matchedOptionValue("-o", null));
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    ImageExport export = new ImageExport(context.directories(), context.environment());
    Optional<Path> file = output(parsed).map(context.workingDirectory()::resolve);
    if (file.isEmpty()) {
      export.write(Options.operandsOf(parsed), context.screen().stream());
    } else {
      NewFile.write(file.get(), out -> export.write(Options.operandsOf(parsed), out));
    }
    return 0;
  }
}
