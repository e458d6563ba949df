package jcompose.composer.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import jcompose.composer.ComposerException;
import jcompose.composer.console.Screen;
import jcompose.engine.ContainerState;
import jcompose.engine.FileTree;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose export}. */
final class ExportCommand implements Command {
  private static final String OUTPUT = "--output";
  private static final int PART = 1 << 17;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("export", "Write a container's files, without its volumes, as an archive");
    spec.addOption(Options.value("FILE", "To a file, not to standard output", "-o", OUTPUT));
    spec.addOption(ContainerIndex.option());
    spec.addPositional(Options.operands("SERVICE", "1", "Whose container"));
    return Options.example(spec, "jcompose export -o web.tar web");
  }

  @Override
  public void check(ParseResult parsed) {
    ContainerIndex.of(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    String service = Options.operandsOf(parsed).get(0);
    String file = parsed.matchedOptionValue(OUTPUT, "");
    if (file.isEmpty() && Screen.isTerminal(1)) {
      throw new ComposerException("an archive is not for a terminal; say -o FILE, or redirect it");
    }
    ContainerState container = ChosenContainers.one(context, service, ContainerIndex.of(parsed));
    try (FileTree files =
        FileTree.withoutMounts(context.directories(), container.spec().id(), service + ":")) {
      if (!file.isEmpty()) {
        Path place = context.workingDirectory().resolve(file);
        NewFile.write(place, out -> files.read("/", false, "", out));
        return 0;
      }
      try (OutputStream out = new BufferedOutputStream(context.screen().stream(), PART)) {
        files.read("/", false, "", out);
      } catch (IOException failure) {
        throw new ComposerException("standard output: " + failure.getMessage(), failure);
      }
    }
    return 0;
  }
}
