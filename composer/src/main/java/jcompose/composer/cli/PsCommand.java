package jcompose.composer.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import jcompose.composer.console.Ages;
import jcompose.composer.console.Table;
import jcompose.composer.network.BoundPort;
import jcompose.composer.run.Labels;
import jcompose.composer.run.OneOffMark;
import jcompose.composer.run.OneOffs;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Reply;
import jcompose.composer.supervisor.Request;
import jcompose.composer.wiring.WiringFile;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose ps}. */
final class PsCommand implements Command {
  private static final int COMMAND_WIDTH = 24;
  private static final String STATUS = "status=";
  private static final String ORPHANS = "--orphans";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("ps", "List the project's containers");
    spec.addOption(Options.flag("Stopped containers too", "-a", "--all"));
    spec.addOption(Options.flag("Only ids", "-q", "--quiet"));
    spec.addOption(Options.flag("Only the services' names", "--services"));
    spec.addOption(
        Options.values(
            "STATE",
            "Only these: created, running, paused, restarting, exited (repeatable)",
            "--status"));
    spec.addOption(Options.values("status=STATE", "The same as --status (repeatable)", "--filter"));
    spec.addOption(
        Options.value(
            "true|false", "Services that the files no longer have, too (default: true)", ORPHANS));
    spec.addOption(Options.flag("Whole commands", "--no-trunc"));
    spec.addOption(OutputFormat.option());
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only these services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands.of(Options.operandsOf(parsed));
    OutputFormat.check(parsed);
    for (String filter : Options.list(parsed, "--filter")) {
      if (!filter.startsWith(STATUS)) {
        throw new UsageException("--filter '" + filter + "': must be status=STATE");
      }
    }
    String orphans = parsed.matchedOptionValue(ORPHANS, "true");
    if (!orphans.equals("true") && !orphans.equals("false")) {
      throw new UsageException(ORPHANS + " '" + orphans + "': must be true or false");
    }
    for (String state : statuses(parsed)) {
      if (!PsLine.STATES.contains(state)) {
        throw new UsageException(
            "--status '" + state + "': must be created, running, paused, restarting or exited");
      }
    }
  }

  private static List<String> statuses(ParseResult parsed) {
    List<String> statuses = new ArrayList<>(Options.list(parsed, "--status"));
    Options.list(parsed, "--filter")
        .forEach(filter -> statuses.add(filter.substring(STATUS.length())));
    return statuses;
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    String project = context.projectName(operands);
    new OneOffs(context.directories(), project, new RunMessages(context.screen())).removeLeft();
    context.requireServices(project, operands, operands.services());
    Predicate<String> declared =
        parsed.matchedOptionValue(ORPHANS, "true").equals("true")
            ? service -> true
            : context.declaredServices(operands)::contains;
    List<PsLine> shown = new ArrayList<>();
    for (PsLine line : lines(project, context)) {
      boolean wanted =
          operands.services().isEmpty() || operands.services().contains(line.service());
      if (wanted && declared.test(line.service()) && isChosen(line.state(), parsed)) {
        shown.add(line);
      }
    }
    if (Options.given(parsed, "-q")) {
      shown.forEach(line -> context.screen().print(line.id()));
    } else if (Options.given(parsed, "--services")) {
      shown.stream().map(PsLine::service).distinct().forEach(context.screen()::print);
    } else {
      OutputFormat.print(
          parsed, context.screen(), shown, () -> table(shown, Options.given(parsed, "--no-trunc")));
    }
    return 0;
  }

  private static boolean isChosen(String state, ParseResult parsed) {
    List<String> statuses = statuses(parsed);
    if (!statuses.isEmpty()) {
      return statuses.contains(state);
    }
    return Options.given(parsed, "-a") || !Set.of("created", "exited").contains(state);
  }

  private static List<PsLine> lines(String project, Context context) {
    EngineDirectories directories = context.directories();
    WiringFile networks = new WiringFile(directories, project);
    Instant now = Instant.now();
    Set<String> paused = new HashSet<>();
    List<PsLine> lines = new ArrayList<>();
    for (ContainerState state : states(project, context, paused)) {
      lines.add(
          PsLine.of(
              state,
              project,
              paused.contains(state.spec().id()),
              StoredStack.life(directories, state),
              StoredStack.health(directories, state),
              networks.exists() ? ports(state, networks) : List.of(),
              now));
    }
    return lines;
  }

  /** The disk's word is enough for what has ended; only a supervisor knows what runs. */
  private static List<ContainerState> states(String project, Context context, Set<String> paused) {
    List<ContainerState> stored = StoredStack.states(context.directories(), project);
    if (stored.stream()
        .allMatch(
            state ->
                (state.status() == ContainerState.Status.EXITED
                        && !StoredStack.startsAgain(context.directories(), state))
                    || OneOffs.isHeld(state))) {
      return stored;
    }
    List<ContainerState> states = new ArrayList<>(stored);
    states.removeIf(state -> !OneOffs.isHeld(state)); // those no supervisor has
    context
        .supervisor(project)
        .request(
            new Request.Ps(),
            reply -> {
              if (reply instanceof Reply.States answer) {
                states.addAll(answer.states());
                paused.addAll(answer.paused());
              }
            });
    states.sort(Comparator.comparing(state -> state.spec().name()));
    return states;
  }

  private static List<BoundPort> ports(ContainerState state, WiringFile networks) {
    boolean own = state.status() == ContainerState.Status.RUNNING && OneOffMark.of(state).isEmpty();
    return own ? networks.portsOf(Labels.from(state.spec().annotations()).replica()) : List.of();
  }

  private static Table table(List<PsLine> lines, boolean whole) {
    Table table = new Table("NAME", "IMAGE", "COMMAND", "SERVICE", "CREATED", "STATUS", "PORTS");
    Instant now = Instant.now();
    for (PsLine line : lines) {
      table.add(
          line.name(),
          line.image(),
          whole ? '"' + line.command() + '"' : command(line.command()),
          line.service(),
          Ages.words(Duration.between(Instant.parse(line.createdAt()), now)) + " ago",
          line.status(),
          line.ports());
    }
    return table;
  }

  private static String command(String words) {
    return '"'
        + (words.length() <= COMMAND_WIDTH ? words : words.substring(0, COMMAND_WIDTH - 1) + "…")
        + '"';
  }
}
