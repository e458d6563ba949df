package jcompose.composer.cli.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.oci.config.ConfigFile;
import jcompose.engine.oci.config.ResourcesConfig;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine update}. */
final class UpdateCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("update", "Change the limits of a container");
    spec.addOption(
        Options.value("FILE", "All of them as JSON; - reads standard input", "-r", "--resources"));
    UpdateOptions.addTo(spec);
    spec.addPositional(Options.operands("ID", "0..*", "The container's id"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    String id = EngineContext.id(parsed);
    Optional<String> file = EngineContext.text(parsed, "-r");
    Optional<ResourcesConfig> options = UpdateOptions.of(parsed);
    if (file.isPresent() == options.isPresent()) {
      throw new EngineException(
          file.isPresent()
              ? "update: --resources holds all limits; leave the other options out"
              : "update needs a limit to change, or --resources");
    }
    context
        .runtime()
        .update(id, options.orElseGet(() -> read(file.orElseThrow(), context.workingDirectory())));
    return 0;
  }

  private static ResourcesConfig read(String name, Path workingDirectory) {
    if (!name.equals("-")) {
      Path file = workingDirectory.resolve(name);
      return ConfigFile.read(AtomicFile.read(file), file.toString(), ResourcesConfig.class);
    }
    try {
      return ConfigFile.read(System.in.readAllBytes(), "standard input", ResourcesConfig.class);
    } catch (IOException failure) {
      throw new EngineException("cannot read standard input: " + IoReason.of(failure), failure);
    }
  }
}
