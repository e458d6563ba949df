package jcompose.composer.cli;

import java.util.List;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.load.Loaded;
import jcompose.composer.lock.Drift;
import jcompose.composer.lock.LockFile;
import jcompose.composer.lock.ProjectLock;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Loads a project with the images that its lock file fixes, where there is one. */
final class LockedLoad {
  private LockedLoad() {}

  static OptionSpec option() {
    return Options.flag("Refuse when anything is not as the lock file has it", "--locked");
  }

  /**
   * The project.
   *
   * @throws ComposerException with exit code 3 when {@code --locked} is given and something is not
   *     as it was locked, or 1 when there is no lock file then
   */
  static Loaded load(ParseResult parsed, Operands operands, Context context) {
    return load(parsed.hasMatchedOption("--locked"), operands, context);
  }

  /** The same for commands that only look. */
  static Loaded load(boolean strict, Operands operands, Context context) {
    Loaded loaded = context.loadAll(operands);
    ProjectLock lock = new ProjectLock(loaded);
    Optional<LockFile> made = lock.read();
    if (made.isEmpty()) {
      if (strict) {
        throw new ComposerException(
            "--locked: there is no " + lock.file() + "; 'jcompose lock' writes it");
      }
      return loaded;
    }
    LockLookUp lookUp = new LockLookUp(context);
    List<Drift> drift =
        lock.driftOfPart(
            made.get(),
            image -> !strict || lookUp.isLocked(image.getKey(), image.getValue(), true));
    if (strict && !drift.isEmpty()) {
      throw new ComposerException(words(lock, drift), LockCommand.DRIFT);
    }
    drift.forEach(
        one ->
            context
                .screen()
                .warning(lock.file().getFileName() + ": " + one + "; 'jcompose lock' renews it"));
    return lock.obey(made.get());
  }

  /** The refusal, with every drift on a line. */
  static String words(ProjectLock lock, List<Drift> drift) {
    StringBuilder words = new StringBuilder("not everything is as ");
    words.append(lock.file().getFileName()).append(" has it:");
    drift.forEach(one -> words.append("\n  ").append(one));
    return words.toString();
  }
}
