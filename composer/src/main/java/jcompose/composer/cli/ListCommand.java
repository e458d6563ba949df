package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.console.Table;
import jcompose.composer.model.Project;
import jcompose.composer.run.StoredProjects;
import jcompose.engine.ContainerState;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose ls}: nothing native is loaded, and no supervisor is started or asked. */
final class ListCommand implements Command {
  private static final String NAME = "name=";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("ls", "List the projects of this machine");
    spec.addOption(Options.flag("Those of which nothing runs, too", "-a", "--all"));
    spec.addOption(Options.flag("Only the names", "-q", "--quiet"));
    spec.addOption(
        Options.values(
            "name=TEXT", "Only those with this in their names (repeatable)", "--filter"));
    spec.addOption(OutputFormat.option());
    return Options.example(spec, "jcompose ls --all --format json");
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
    for (String filter : Options.list(parsed, "--filter")) {
      if (!filter.startsWith(NAME)) {
        throw new UsageException("--filter '" + filter + "': must be name=TEXT");
      }
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<ProjectLine> lines = new ArrayList<>();
    StoredProjects.all(context.directories())
        .forEach(
            (name, states) -> {
              if (isChosen(name, parsed)) {
                lines.add(line(name, states, context));
              }
            });
    if (!Options.given(parsed, "-a")) {
      lines.removeIf(line -> !line.goesOn());
    }
    if (Options.given(parsed, "-q")) {
      lines.forEach(line -> context.screen().print(line.name()));
    } else {
      OutputFormat.print(parsed, context.screen(), lines, () -> table(lines));
    }
    return 0;
  }

  private static boolean isChosen(String name, ParseResult parsed) {
    List<String> filters = Options.list(parsed, "--filter");
    return filters.isEmpty()
        || filters.stream().anyMatch(filter -> name.contains(filter.substring(NAME.length())));
  }

  private static ProjectLine line(String name, List<ContainerState> states, Context context) {
    return ProjectLine.of(
        name,
        states,
        claimed(name, context).map(Project::files).orElse(List.of()),
        context.directories(),
        () -> context.supervisor(name).answers());
  }

  /** One project's damage does not hide the others. */
  private static Optional<Project> claimed(String name, Context context) {
    try {
      return context.claimed(name);
    } catch (ComposerException damaged) {
      context.screen().warning(String.valueOf(damaged.getMessage()));
      return Optional.empty();
    }
  }

  private static Table table(List<ProjectLine> lines) {
    Table table = new Table("NAME", "STATUS", "CONFIG FILES");
    for (ProjectLine line : lines) {
      String files = String.join(",", line.configFiles());
      table.add(line.name(), line.words(), files.isEmpty() ? "-" : files);
    }
    return table;
  }
}
