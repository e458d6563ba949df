package jcompose.composer.cli;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jcompose.composer.console.LogView;
import jcompose.composer.console.Screen;
import jcompose.composer.load.NoSuchServiceException;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Which services' output a foreground {@code up} shows, and how. */
final class LogChoice {
  private static final String ATTACH = "--attach";
  private static final String DEPENDENCIES = "--attach-dependencies";
  private static final String NOT = "--no-attach";

  private final ParseResult parsed;

  LogChoice(ParseResult parsed) {
    this.parsed = parsed;
  }

  static void addTo(CommandSpec spec) {
    spec.addOption(Options.values("SERVICE", "Show the output of these services only", ATTACH));
    spec.addOption(
        Options.flag("Show the output of services that the named ones need, too", DEPENDENCIES));
    spec.addOption(Options.values("SERVICE", "Do not show the output of these services", NOT));
    spec.addOption(Options.flag("Show when each line was written", "--timestamps"));
    spec.addOption(Options.flag("Show lines without the services' names", "--no-log-prefix"));
    spec.addOption(Options.flag("Show lines without colours", "--no-color"));
  }

  /** The options that were given and need a foreground {@code up}. */
  static List<String> given(ParseResult parsed) {
    if (parsed.hasMatchedOption(ATTACH) && parsed.hasMatchedOption(DEPENDENCIES)) {
      throw new UsageException(ATTACH + " cannot be combined with " + DEPENDENCIES);
    }
    return List.of(ATTACH, DEPENDENCIES).stream().filter(parsed::hasMatchedOption).toList();
  }

  /**
   * The services whose output is shown.
   *
   * @param named by the user; empty means all
   * @param all those that are started
   */
  Set<String> shown(Project project, Collection<String> named, Collection<String> all) {
    List<String> attach = Options.list(parsed, ATTACH);
    List<String> without = Options.list(parsed, NOT);
    for (String service : attach) {
      require(service, all);
    }
    for (String service : without) {
      require(service, project.services().keySet());
    }
    Set<String> shown = new LinkedHashSet<>(attach);
    if (attach.isEmpty()) {
      shown.addAll(named.isEmpty() || Options.given(parsed, DEPENDENCIES) ? all : named);
      shown.removeIf(service -> !attached(project, service));
    }
    shown.removeAll(without);
    return shown;
  }

  private static void require(String service, Collection<String> known) {
    if (!known.contains(service)) {
      throw new NoSuchServiceException(service, known);
    }
  }

  private static boolean attached(Project project, String name) {
    Service service = project.services().get(name);
    return service == null || service.container().attach();
  }

  LogView view(Screen screen, Project project, Set<String> shown) {
    return new LogView(
        screen,
        LogNames.of(project, shown),
        !Options.given(parsed, "--no-log-prefix"),
        Options.given(parsed, "--timestamps"),
        screen.outColours() && !Options.given(parsed, "--no-color"));
  }
}
