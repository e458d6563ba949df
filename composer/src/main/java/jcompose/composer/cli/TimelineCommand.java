package jcompose.composer.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.run.EventReader;
import jcompose.composer.timeline.Bar;
import jcompose.composer.timeline.Bars;
import jcompose.composer.timeline.SvgTimeline;
import jcompose.composer.timeline.TextTimeline;
import jcompose.composer.timeline.Timeline;
import jcompose.engine.log.LogLine;
import jcompose.engine.log.LogReader;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose timeline}. It reads what was kept, and asks no supervisor. */
final class TimelineCommand implements Command {
  private static final int USUAL_WIDTH = 100;
  private static final int WIDEST = 200;
  private static final List<String> FORMATS = List.of("text", "json", "svg");

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("timeline", "Show how the containers came up, and what took longest");
    spec.addOption(Options.value("FORMAT", "text, json or svg (default: text)", "--format"));
    spec.addOption(Options.value("FILE", "Write to a file", "-o", "--output"));
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only these services"));
    return Options.example(spec, "jcompose timeline --format svg -o boot.svg");
  }

  @Override
  public void check(ParseResult parsed) {
    String format = format(parsed);
    if (!FORMATS.contains(format)) {
      throw new UsageException("--format '" + format + "': must be text, json or svg");
    }
  }

  private static String format(ParseResult parsed) {
    return parsed.matchedOptionValue("--format", "text");
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> asked = Options.operandsOf(parsed);
    Operands none = Operands.of(List.of());
    String project = context.projectName(none);
    context.requireServices(project, none, asked);
    Bars happened = new Bars();
    new EventReader(
            context.directories(),
            project,
            event -> {
              if (asked.isEmpty() || asked.contains(event.service())) {
                happened.add(
                    event.time(),
                    event.service(),
                    event.id(),
                    event.attributes().getOrDefault("name", event.service()),
                    event.action());
              }
            })
        .follow(Optional.of(Instant.EPOCH), Optional.of(Instant.now()));
    List<Bar> bars = happened.all((id, started) -> firstLine(context, id, started));
    if (bars.isEmpty()) {
      throw new ComposerException(
          "nothing is known of how project '"
              + project
              + "' came up: bring it up with 'jcompose up -d'; 'down' and a reboot forget it");
    }
    Map<String, Service> services =
        context.claimed(project).map(Project::services).orElse(Map.of());
    write(parsed, context, text(format(parsed), project, Timeline.of(bars, services), context));
    return 0;
  }

  private static Optional<Instant> firstLine(Context context, String id, Instant started) {
    return LogReader.first(context.directories().container(id).resolve("log"), started)
        .map(LogLine::time);
  }

  private static String text(String format, String project, Timeline timeline, Context context) {
    return switch (format) {
      case "json" -> RecordJson.toPrettyText(timeline).stripTrailing();
      case "svg" -> SvgTimeline.of(project, timeline).stripTrailing();
      default -> String.join("\n", TextTimeline.lines(timeline, width(context)));
    };
  }

  /** COLUMNS, as shells and pipes have it. */
  private static int width(Context context) {
    String columns = context.environment().getOrDefault("COLUMNS", "");
    return columns.matches("[1-9][0-9]{0,3}")
        ? Math.min(WIDEST, Integer.parseInt(columns))
        : USUAL_WIDTH;
  }

  private static void write(ParseResult parsed, Context context, String text) {
    Optional<Path> file =
        Optional.ofNullable(parsed.<String>matchedOptionValue("-o", null))
            .map(name -> context.workingDirectory().resolve(name));
    if (file.isEmpty()) {
      context.screen().print(text);
      return;
    }
    NewFile.write(file.get(), out -> out.write((text + "\n").getBytes(StandardCharsets.UTF_8)));
  }
}
