package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import jcompose.composer.ComposerException;
import jcompose.composer.load.Loaded;
import jcompose.composer.load.NoSuchServiceException;
import jcompose.composer.lock.Drift;
import jcompose.composer.lock.LockFile;
import jcompose.composer.lock.ProjectLock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose lock}. */
final class LockCommand implements Command {
  static final int DRIFT = 3;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "lock", "Write down which images and files the project is made of, in NAME.lock");
    spec.addOption(
        Options.flag("Only compare: exit 3 and name what is not as the lock has it", "--check"));
    spec.addOption(
        Options.flag("With --check: ask no registry where a tag leads now", "--offline"));
    spec.addOption(
        Options.flag("Look images up again: all, or those of the services named", "--update"));
    spec.addPositional(
        Options.operands("FILE|SERVICE", "0..*", "Compose files; services for --update"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    boolean update = Options.given(parsed, "--update");
    if (update && Options.given(parsed, "--check")) {
      throw new UsageException("--check cannot be combined with --update");
    }
    if (Options.given(parsed, "--offline") && !Options.given(parsed, "--check")) {
      throw new UsageException("--offline is for --check: a lock is made by asking registries");
    }
    if (!update && !operands.services().isEmpty()) {
      throw new UsageException(
          "a lock is made for the whole project; '--update "
              + operands.services().get(0)
              + "' looks up the images of one service again");
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    Loaded loaded = context.loadWhole(operands);
    ProjectLock lock = new ProjectLock(loaded);
    LockLookUp lookUp = new LockLookUp(context);
    if (Options.given(parsed, "--check")) {
      return compare(lock, lookUp, Options.given(parsed, "--offline"), context);
    }
    Optional<LockFile> before = lock.read();
    LockFile made = lock.make(before, renewed(parsed, operands, loaded, lock), lookUp::find);
    boolean written = lock.write(made);
    context
        .screen()
        .progress("Lock " + lock.file().getFileName(), written ? "Written" : "Unchanged");
    return 0;
  }

  private static Predicate<String> renewed(
      ParseResult parsed, Operands operands, Loaded loaded, ProjectLock lock) {
    if (!Options.given(parsed, "--update")) {
      return name -> false;
    }
    if (operands.services().isEmpty()) {
      return name -> true;
    }
    Set<String> names = new TreeSet<>();
    for (String service : operands.services()) {
      if (!loaded.project().services().containsKey(service)) {
        throw new NoSuchServiceException(service, loaded.project().services().keySet());
      }
      names.addAll(lock.imagesOf(service));
    }
    return names::contains;
  }

  private static int compare(
      ProjectLock lock, LockLookUp lookUp, boolean offline, Context context) {
    LockFile made =
        lock.read()
            .orElseThrow(
                () ->
                    new ComposerException(
                        "there is no " + lock.file() + "; 'jcompose lock' writes it"));
    List<Drift> drift =
        new ArrayList<>(
            lock.drift(made, image -> lookUp.isLocked(image.getKey(), image.getValue(), offline)));
    drift.forEach(one -> context.screen().print(one.toString()));
    return drift.isEmpty() ? 0 : DRIFT;
  }
}
