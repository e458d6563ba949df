package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.EngineDirectories;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that stand before the command.
 *
 * @param files {@code -f}
 * @param projectName {@code -p}
 * @param profiles {@code --profile}
 * @param envFiles {@code --env-file}
 * @param projectDirectory {@code --project-directory}
 * @param root {@code --root}
 * @param ansi {@code --ansi}: auto, always or never
 * @param debug {@code --debug}
 */
record Globals(
    List<Path> files,
    Optional<String> projectName,
    List<String> profiles,
    Optional<List<Path>> envFiles,
    Optional<Path> projectDirectory,
    Optional<Path> root,
    String ansi,
    boolean debug) {
  static final Globals NONE =
      new Globals(
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "auto",
          false);

  static void addTo(CommandSpec spec) {
    spec.addOption(
        Options.values("FILE", "Compose file; may be given several times", "-f", "--file"));
    spec.addOption(Options.value("NAME", "Project name", "-p", "--project-name"));
    spec.addOption(Options.values("NAME", "Profile to enable", "--profile"));
    spec.addOption(Options.values("FILE", "Environment file in place of .env", "--env-file"));
    spec.addOption(
        Options.value("DIR", "Folder that relative paths start from", "--project-directory"));
    spec.addOption(
        Options.value(
            "DIR", "Where images, volumes and containers lie (or JCOMPOSE_ROOT)", "--root"));
    spec.addOption(
        Options.value("WHEN", "Colours: auto, always or never (default: auto)", "--ansi"));
    spec.addOption(Options.flag("Show stack traces of failures", "--debug"));
  }

  static Globals of(ParseResult parsed) {
    List<Path> envFiles = Options.list(parsed, "--env-file").stream().map(Path::of).toList();
    String ansi = parsed.matchedOptionValue("--ansi", "auto");
    if (!List.of("auto", "always", "never").contains(ansi)) {
      throw new UsageException("--ansi '" + ansi + "': must be auto, always or never");
    }
    return new Globals(
        Options.list(parsed, "-f").stream().map(Path::of).toList(),
        text(parsed, "-p"),
        Options.list(parsed, "--profile"),
        envFiles.isEmpty() ? Optional.empty() : Optional.of(envFiles),
        text(parsed, "--project-directory").map(Path::of),
        text(parsed, "--root").map(Path::of),
        ansi,
        Options.given(parsed, "--debug"));
  }

  EngineDirectories directories(Map<String, String> environment) {
    EngineDirectories found = EngineDirectories.fromEnvironment(environment);
    return new EngineDirectories(root.map(Path::toAbsolutePath).orElse(found.root()), found.run());
  }

  private static Optional<String> text(ParseResult parsed, String name) {
    String value = parsed.matchedOptionValue(name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
