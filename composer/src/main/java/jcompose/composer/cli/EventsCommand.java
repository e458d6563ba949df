package jcompose.composer.cli;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import jcompose.composer.console.MessageLines;
import jcompose.composer.run.ContainerEvent;
import jcompose.composer.run.EventReader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose events}. */
final class EventsCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("events", "Tell what happens to containers, as it happens, until Ctrl-C");
    spec.addOption(Options.flag("Each as a line of JSON", "--json"));
    spec.addOption(
        Options.value("TIME", "Also since a time (ISO 8601) or an age (10m, 2h)", "--since"));
    spec.addOption(Options.value("TIME", "Only until a time (ISO 8601) or an age", "--until"));
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only these services"));
    return Options.example(spec, "jcompose events --json --since 10m web");
  }

  @Override
  public void check(ParseResult parsed) {
    Times.parse("--since", parsed.matchedOptionValue("--since", ""));
    Times.parse("--until", parsed.matchedOptionValue("--until", ""));
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> services = Options.operandsOf(parsed);
    Operands none = Operands.of(List.of());
    String project = context.projectName(none);
    context.requireServices(project, none, services);
    boolean json = Options.given(parsed, "--json");
    new EventReader(
            context.directories(),
            project,
            event -> {
              if (services.isEmpty() || services.contains(event.service())) {
                context.screen().print(json ? json(event) : text(event));
              }
            })
        .follow(
            Times.parse("--since", parsed.matchedOptionValue("--since", "")),
            Times.parse("--until", parsed.matchedOptionValue("--until", "")));
    return 0;
  }

  /** On one line, and without what a terminal would obey: labels and commands may have both. */
  private static String text(ContainerEvent event) {
    return MessageLines.printable(event.text(ZoneId.systemDefault()).replace("\n", "\\n"));
  }

  private static String json(ContainerEvent event) {
    return new String(event.json(), StandardCharsets.UTF_8);
  }
}
