package jcompose.composer.cli;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.console.LogView;
import jcompose.composer.run.Labels;
import jcompose.composer.run.StoredStack;
import jcompose.engine.ContainerState;
import jcompose.engine.log.LogQuery;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose logs}. */
final class LogsCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("logs", "Show the containers' output");
    spec.addOption(Options.flag("Go on as more comes, until all have ended", "-f", "--follow"));
    spec.addOption(Options.value("N", "Only the last N lines of each service", "-n", "--tail"));
    spec.addOption(
        Options.value("TIME", "Only since a time (ISO 8601) or an age (10m, 2h)", "--since"));
    spec.addOption(
        Options.value("TIME", "Only until a time (ISO 8601) or an age (10m, 2h)", "--until"));
    spec.addOption(Options.flag("Show when each line was written", "-t", "--timestamps"));
    spec.addOption(Options.flag("Without the services' names", "--no-log-prefix"));
    spec.addOption(ContainerIndex.option());
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only these services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ContainerIndex.of(parsed);
    if (parsed.hasMatchedOption("--index") && Options.operandsOf(parsed).size() != 1) {
      throw new UsageException("--index needs the one service whose container is meant");
    }
    query(parsed);
  }

  private static LogQuery query(ParseResult parsed) {
    return new LogQuery(
        tail(parsed),
        Times.parse("--since", parsed.matchedOptionValue("--since", "")),
        Times.parse("--until", parsed.matchedOptionValue("--until", "")));
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    LogQuery query = query(parsed);
    List<String> services = Options.operandsOf(parsed);
    Operands none = new Operands(List.of(), List.of());
    String project = context.projectName(none);
    context.requireServices(project, none, services);
    for (String service : services) {
      ContainerIndex.requireThere(parsed, context, service);
    }
    List<ContainerState> states = StoredStack.states(context.directories(), project);
    Map<String, String> nameOf = new LinkedHashMap<>();
    Set<String> found = new HashSet<>();
    for (ContainerState state : states) {
      String service = Labels.from(state.spec().annotations()).service();
      if ((services.isEmpty() || services.contains(service))
          && ContainerIndex.isChosen(parsed, state)) {
        nameOf.put(state.spec().id(), LogNames.of(state, states));
        found.add(service);
      }
    }
    for (String service : services) {
      if (!found.contains(service)) {
        throw new ComposerException(
            "service '" + service + "' has no container; start it with 'jcompose up -d'");
      }
    }
    LogView view =
        new LogView(
            context.screen(),
            nameOf.values(),
            !Options.given(parsed, "--no-log-prefix"),
            Options.given(parsed, "-t"));
    LogShow show = new LogShow(context, project, view, nameOf);
    if (Options.given(parsed, "-f")) {
      show.follow(query);
    } else {
      show.print(query, Options.given(parsed, "-t"));
    }
    return 0;
  }

  private static OptionalInt tail(ParseResult parsed) {
    String text = parsed.matchedOptionValue("-n", "all");
    if (text.equals("all")) {
      return OptionalInt.empty();
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new UsageException("-n '" + text + "': must be a number of lines, or all");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
