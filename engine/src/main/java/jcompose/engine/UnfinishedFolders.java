package jcompose.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.Trees;

/** Containers' folders while they are made: {@code .ID.PID-STARTED} says by which process. */
final class UnfinishedFolders {
  private static final Pattern NAME = Pattern.compile("\\.[0-9a-f]{64}\\.([0-9]+)-([0-9]+)");

  private UnfinishedFolders() {}

  /** Where this process builds a folder. */
  static Path beside(Path folder) {
    ProcessIdentity self =
        ProcessIdentity.of((int) ProcessHandle.current().pid())
            .orElseThrow(() -> new EngineException("/proc does not show this process"));
    return folder.resolveSibling(
        "." + folder.getFileName() + "." + self.pid() + "-" + self.startTime());
  }

  /** Gives it its name. */
  static void finish(Path beside, Path folder) {
    try {
      Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new EngineException(
          "cannot make folder " + folder + ": " + IoReason.of(failure), failure);
    }
  }

  /** Removes those whose process is gone. */
  static void sweep(EngineDirectories directories) {
    Path containers = directories.root().resolve("containers");
    if (!Files.isDirectory(containers)) {
      return;
    }
    List<Path> hidden;
    try (Stream<Path> entries = Files.list(containers)) {
      hidden = entries.filter(UnfinishedFolders::isLeft).toList();
    } catch (IOException failure) {
      throw new EngineException("cannot list " + containers + ": " + IoReason.of(failure), failure);
    }
    hidden.forEach(Trees::delete);
  }

  private static boolean isLeft(Path folder) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    return name.matches()
        && !ProcessIdentity.of(Integer.parseInt(name.group(1)))
            .map(process -> process.startTime() == Long.parseLong(name.group(2)))
            .orElse(false);
  }
}
