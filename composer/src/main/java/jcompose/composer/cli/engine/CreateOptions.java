package jcompose.composer.cli.engine;

import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.oci.CreateRequest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that {@code create} and {@code run} have in common. */
final class CreateOptions {
  private CreateOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(Options.value("DIR", "The bundle (default: here)", "-b", "--bundle"));
    spec.addOption(Options.value("FILE", "In place of the bundle's config.json", "--config"));
    spec.addOption(Options.value("FILE", "Where the process's id is written", "--pid-file"));
    spec.addOption(
        Options.value("SOCKET", "Where the terminal is sent by SCM_RIGHTS", "--console-socket"));
    spec.addOption(
        Options.value("N", "How many descriptors from 3 on are inherited", "--preserve-fds"));
    spec.addOption(Options.flag("Refused: pivot_root is what keeps it in", "--no-pivot"));
    spec.addOption(Options.flag("Share the caller's session keyring", "--no-new-keyring"));
    spec.addPositional(Options.operands("ID", "0..*", "The container's id"));
  }

  static CreateRequest of(ParseResult parsed, EngineContext context) {
    if (Options.given(parsed, "--no-pivot")) {
      throw new EngineException(
          "--no-pivot is refused: without pivot_root a container could leave its root; put the"
              + " bundle on another file system than an initramfs");
    }
    return new CreateRequest(
        EngineContext.id(parsed),
        context.path(parsed, "-b").orElse(context.workingDirectory()).normalize(),
        context.path(parsed, "--config"),
        context.path(parsed, "--pid-file"),
        context.path(parsed, "--console-socket"),
        EngineContext.count(parsed, "--preserve-fds"),
        !Options.given(parsed, "--no-new-keyring"));
  }
}
