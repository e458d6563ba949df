package jcompose.composer.cli.engine;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.oci.Specification;
import jcompose.engine.state.IoReason;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine spec}. */
final class SpecCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("spec", "Write a config.json to begin with");
    spec.addOption(Options.value("DIR", "The bundle (default: here)", "-b", "--bundle"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    Path file =
        context.path(parsed, "-b").orElse(context.workingDirectory()).resolve("config.json");
    try {
      Files.writeString(file, Specification.text(), StandardOpenOption.CREATE_NEW);
      return 0;
    } catch (FileAlreadyExistsException present) {
      throw new EngineException(file + " exists already; remove it first", present);
    } catch (IOException failure) {
      throw new EngineException("cannot write " + file + ": " + IoReason.of(failure), failure);
    }
  }
}
