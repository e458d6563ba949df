package jcompose.composer.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jcompose.composer.console.Ages;
import jcompose.composer.console.Table;
import jcompose.composer.life.LifeRecord;
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

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("ps", "List the project's containers");
    spec.addOption(Options.flag("Stopped containers too", "-a", "--all"));
    spec.addOption(Options.flag("Only ids", "-q", "--quiet"));
    spec.addOption(Options.flag("Only the services' names", "--services"));
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only these services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands.of(Options.operandsOf(parsed));
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    String project = context.projectName(operands);
    new OneOffs(context.directories(), project, new RunMessages(context.screen())).removeLeft();
    context.requireServices(project, operands, operands.services());
    List<ContainerState> shown = new ArrayList<>();
    for (ContainerState state : states(project, context)) {
      boolean wanted =
          operands.services().isEmpty() || operands.services().contains(labels(state).service());
      if (wanted
          && (Options.given(parsed, "-a") || StoredStack.goesOn(context.directories(), state))) {
        shown.add(state);
      }
    }
    if (Options.given(parsed, "-q")) {
      shown.forEach(state -> context.screen().print(state.spec().id()));
    } else if (Options.given(parsed, "--services")) {
      shown.forEach(state -> context.screen().print(labels(state).service()));
    } else {
      table(shown, context.directories(), new WiringFile(context.directories(), project))
          .lines()
          .forEach(context.screen()::print);
    }
    return 0;
  }

  /** The disk's word is enough for what has ended; only a supervisor knows what runs. */
  private static List<ContainerState> states(String project, Context context) {
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
              }
            });
    states.sort(Comparator.comparing(state -> state.spec().name()));
    return states;
  }

  private static Table table(
      List<ContainerState> states, EngineDirectories directories, WiringFile networks) {
    Table table = new Table("NAME", "IMAGE", "COMMAND", "SERVICE", "CREATED", "STATUS", "PORTS");
    Instant now = Instant.now();
    for (ContainerState state : states) {
      Labels labels = labels(state);
      table.add(
          state.spec().name(),
          labels.image(),
          command(state),
          labels.service(),
          Ages.words(Duration.between(Instant.parse(labels.createdAt()), now)) + " ago",
          status(state, StoredStack.life(directories, state), now),
          networks.exists() ? ports(state, networks) : "");
    }
    return table;
  }

  private static String ports(ContainerState state, WiringFile networks) {
    boolean own = state.status() == ContainerState.Status.RUNNING && OneOffMark.of(state).isEmpty();
    return own ? BoundPort.text(networks.portsOf(labels(state).service())) : "";
  }

  private static String command(ContainerState state) {
    String words = String.join(" ", state.spec().process().args()).replace('\n', ' ');
    return '"'
        + (words.length() <= COMMAND_WIDTH ? words : words.substring(0, COMMAND_WIDTH - 1) + "…")
        + '"';
  }

  private static String status(ContainerState state, Optional<LifeRecord> life, Instant now) {
    boolean again = life.filter(LifeRecord::goesOn).isPresent();
    String restarts =
        life.filter(known -> known.restarts() > 0)
            .map(known -> ", restarted " + times(known.restarts()))
            .orElse("");
    return switch (state.status()) {
      case CREATED -> "Created";
      case RUNNING ->
          "Up"
              + state.startedAt().map(at -> " " + Ages.words(Duration.between(at, now))).orElse("")
              + restarts;
      case EXITED ->
          state
              .exit()
              .map(
                  exit ->
                      (again ? "Restarting (" : "Exited (")
                          + exit.code()
                          + ") "
                          + Ages.words(Duration.between(exit.finishedAt(), now))
                          + " ago"
                          + (exit.oomKilled() ? ", a process ran out of memory" : "")
                          + restarts)
              .orElse("Exited");
    };
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private static Labels labels(ContainerState state) {
    return Labels.from(state.spec().annotations());
  }
}
