package jcompose.composer.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.composer.console.Ages;
import jcompose.composer.console.MessageLines;
import jcompose.composer.life.Health;
import jcompose.composer.life.HealthFile;
import jcompose.composer.life.LifeRecord;
import jcompose.composer.life.StoryFile;
import jcompose.composer.life.Verdict;
import jcompose.composer.model.Project;
import jcompose.composer.run.Labels;
import jcompose.composer.run.OneOffMark;
import jcompose.composer.run.StoredStack;
import jcompose.engine.ContainerState;
import jcompose.engine.ExitStatus;
import jcompose.engine.Signals;
import jcompose.engine.log.LogLine;
import jcompose.engine.log.LogQuery;
import jcompose.engine.log.LogReader;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose why}. It reads what was kept when it happened, and asks no supervisor. */
final class WhyCommand implements Command {
  private static final int LINES = 10;
  private static final String TAIL = "--tail";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("why", "Say why services are as they are: ends, failed starts, waits");
    spec.addOption(Options.value("N", "So many lines of the log (default: 10)", "-n", TAIL));
    spec.addOption(OutputFormat.option());
    spec.addPositional(
        Options.operands("SERVICE", "0..*", "These services (default: those that are not well)"));
    return Options.example(spec, "jcompose why web");
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
    lines(parsed);
  }

  private static int lines(ParseResult parsed) {
    String text = parsed.matchedOptionValue(TAIL, Integer.toString(LINES));
    if (!text.matches("[0-9]{1,6}")) {
      throw new UsageException(TAIL + " '" + text + "': must be a number of lines");
    }
    return Integer.parseInt(text);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> asked = Options.operandsOf(parsed);
    Operands none = Operands.of(List.of());
    String project = context.projectName(none);
    context.requireServices(project, none, asked);
    Map<String, List<ContainerState>> states = new LinkedHashMap<>();
    for (ContainerState state : StoredStack.states(context.directories(), project)) {
      if (OneOffMark.of(state).isEmpty()) {
        states
            .computeIfAbsent(ChosenContainers.service(state), key -> new ArrayList<>())
            .add(state);
      }
    }
    WhyChain chain =
        new WhyChain(
            context.claimed(project).map(Project::services).orElse(Map.of()),
            states,
            state -> StoredStack.health(context.directories(), state));
    Set<String> services = new LinkedHashSet<>(asked);
    if (asked.isEmpty()) {
      chain.services().values().stream()
          .filter(service -> service.scale() > 0)
          .forEach(service -> services.add(service.name()));
      services.addAll(states.keySet());
    }
    List<WhyLine> shown = new ArrayList<>();
    for (String service : services) {
      List<ContainerState> own = states.getOrDefault(service, List.of());
      if (own.isEmpty()) {
        shown.add(without(service, chain));
      }
      own.forEach(state -> shown.add(line(service, state, chain, context, lines(parsed))));
    }
    if (asked.isEmpty()) {
      shown.removeIf(WhyCommand::isWell);
    }
    if (OutputFormat.isJson(parsed)) {
      context.screen().print(RecordJson.toPrettyText(shown).stripTrailing());
    } else if (shown.isEmpty()) {
      context.screen().print("nothing is wrong with the " + services.size() + " services");
    } else {
      shown.stream()
          .flatMap(line -> text(line).stream())
          .flatMap(String::lines)
          .map(MessageLines::printable) // much of it is the container's word
          .forEach(context.screen()::print);
    }
    return 0;
  }

  private static boolean isWell(WhyLine line) {
    return switch (line.state()) {
      case "running" -> line.check().filter(check -> check.code() != 0).isEmpty();
      case "exited" -> line.exitCode().filter(code -> code == 0).isPresent();
      default -> false;
    };
  }

  private static WhyLine without(String service, WhyChain chain) {
    List<String> waits = chain.waitsFor(service);
    String wait =
        waits.isEmpty() ? "it has no container: 'up' was never asked for it" : "it has to wait";
    String reason =
        chain.wantsNone(service) ? "the file wants no container of it (scale: 0)" : wait;
    return new WhyLine(
        service,
        Optional.empty(),
        "none",
        Optional.empty(),
        Optional.empty(),
        false,
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(reason),
        Optional.empty(),
        List.of(),
        waits,
        chain.waiting(service));
  }

  private static WhyLine line(
      String service, ContainerState state, WhyChain chain, Context context, int lines) {
    Labels labels = Labels.from(state.spec().annotations());
    Optional<LifeRecord> life = StoredStack.life(context.directories(), state);
    OptionalLong limit = state.spec().resources().memory().limit();
    Instant now = Instant.now();
    Verdict verdict =
        new Verdict(
            state.status(),
            state.startedAt(),
            state.exit(),
            new StoryFile(context.directories(), state.spec().id()).read(),
            labels.restart(),
            life,
            limit,
            now);
    List<String> reasons = new ArrayList<>();
    if (state.status() == ContainerState.Status.RUNNING) {
      state
          .startedAt()
          .ifPresent(at -> reasons.add("it runs, for " + Ages.words(Duration.between(at, now))));
    }
    reasons.addAll(verdict.sentences());
    List<String> log = log(context, state, lines);
    Hint.in(log).ifPresent(reasons::add);
    return new WhyLine(
        service,
        Optional.of(state.spec().name()),
        PsLine.word(state, false, life),
        verdict.end().map(ExitStatus::code),
        verdict.end().flatMap(WhyCommand::signal),
        verdict.end().map(ExitStatus::oomKilled).orElse(false),
        verdict.end().map(ExitStatus::memoryPeak).orElse(OptionalLong.empty()),
        limit,
        reasons,
        check(context, state),
        log,
        chain.waitsFor(service),
        chain.waiting(service));
  }

  private static Optional<String> signal(ExitStatus exit) {
    return exit.signal().isPresent()
        ? Optional.of(Signals.name(exit.signal().getAsInt()))
        : Optional.empty();
  }

  /** The last of its current or last run. */
  private static Optional<WhyLine.Check> check(Context context, ContainerState state) {
    return new HealthFile(context.directories(), state.spec().id())
        .read()
        .filter(health -> !health.probes().isEmpty())
        .filter(health -> state.startedAt().filter(health.since()::equals).isPresent())
        .map(WhyCommand::last);
  }

  private static WhyLine.Check last(Health health) {
    Health.Result result = health.probes().get(health.probes().size() - 1);
    return new WhyLine.Check(health.word(), result.code(), result.output().strip());
  }

  private static List<String> log(Context context, ContainerState state, int lines) {
    return lines == 0
        ? List.of()
        : LogReader.read(
                context.directories().container(state.spec().id()).resolve("log"),
                new LogQuery(OptionalInt.of(lines), Optional.empty(), Optional.empty()))
            .stream()
            .map(LogLine::text)
            .toList();
  }

  private static List<String> text(WhyLine line) {
    List<String> text = new ArrayList<>();
    text.add(
        line.service()
            + line.name().map(name -> " (" + name + ")").orElse("")
            + ": "
            + (line.state().equals("none") ? "not started" : line.state())
            + (line.state().equals("running")
                ? ""
                : line.exitCode().map(c -> ", code " + c).orElse(""))
            + (line.state().equals("running") ? "" : line.signal().map(s -> ", " + s).orElse("")));
    line.reasons().forEach(reason -> text.add("  " + reason));
    if (!line.waitsFor().isEmpty()) {
      text.add("  it waits for " + String.join(", ", line.waitsFor()));
    }
    line.check()
        .ifPresent(
            check -> {
              text.add(
                  "  its last health check ended with " + check.code() + ", " + check.health());
              check.output().lines().forEach(output -> text.add("    " + output));
            });
    if (!line.lastLines().isEmpty()) {
      text.add("  its last lines:");
      line.lastLines().forEach(last -> text.add("    " + last));
    }
    if (!line.waiting().isEmpty()) {
      text.add("  not started because of it: " + String.join(", ", line.waiting()));
    }
    return text;
  }
}
