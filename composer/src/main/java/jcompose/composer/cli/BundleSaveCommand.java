package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.bundle.BundleWriter;
import jcompose.composer.image.ImageExport;
import jcompose.composer.load.Loaded;
import jcompose.composer.lock.Drift;
import jcompose.composer.lock.LockFile;
import jcompose.composer.lock.ProjectLock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose bundle save}. */
final class BundleSaveCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "save", "Write the project's files, its lock and its images to one archive");
    spec.addOption(Options.value("FILE", "The archive, NAME.tar", "-o", "--output"));
    spec.addOption(
        Options.flag(
            "The files of secrets too, for everyone who has the archive", "--with-secrets"));
    spec.addPositional(Options.operands("FILE", "0..*", "Compose files"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    if (!operands.services().isEmpty()) {
      throw new UsageException(
          "a bundle is of the whole project: '" + operands.services().get(0) + "' is no file");
    }
    Optional<String> output = output(parsed);
    if (output.isEmpty()) {
      throw new UsageException("say where to write it: -o NAME.tar");
    }
    if (!output.get().endsWith(".tar")) {
      throw new UsageException(
          "-o '" + output.get() + "': a bundle's name ends in .tar, by which 'up' knows it");
    }
  }

  private static Optional<String> output(ParseResult parsed) {
    return Optional.ofNullable(parsed.<String>matchedOptionValue("-o", null));
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    Path file = context.workingDirectory().resolve(output(parsed).orElseThrow());
    Loaded loaded = context.loadWhole(operands);
    ProjectLock lock = new ProjectLock(loaded);
    LockFile locked = locked(lock, new LockLookUp(context));
    Loaded obeying = lock.obey(locked);
    List<String> services = List.copyOf(obeying.project().services().keySet());
    new ImagePulls(context, false).pull(obeying.project(), services, false);
    boolean withSecrets = Options.given(parsed, "--with-secrets");
    BundleWriter writer = new BundleWriter(obeying, lock, locked, withSecrets, file);
    NewFile.write(
        file,
        withSecrets,
        out -> writer.write(new ImageExport(context.directories(), context.environment()), out));
    writer
        .elsewhere()
        .forEach(
            path ->
                context
                    .screen()
                    .warning(path + " is not in the bundle: it is taken from where that runs"));
    if (!writer.secretsLeftOut().isEmpty()) {
      context
          .screen()
          .warning(
              "secrets are not in the bundle: "
                  + String.join(", ", writer.secretsLeftOut())
                  + "; --with-secrets puts them in");
    }
    context.screen().progress("Bundle " + file.getFileName(), "Written");
    return 0;
  }

  private static LockFile locked(ProjectLock lock, LockLookUp lookUp) {
    Optional<LockFile> made = lock.read();
    if (made.isEmpty()) {
      return lock.make(made, name -> false, lookUp::find);
    }
    List<Drift> drift =
        lock.drift(made.get(), image -> lookUp.isLocked(image.getKey(), image.getValue(), true));
    if (!drift.isEmpty()) {
      throw new ComposerException(LockedLoad.words(lock, drift), LockCommand.DRIFT);
    }
    return made.get();
  }
}
