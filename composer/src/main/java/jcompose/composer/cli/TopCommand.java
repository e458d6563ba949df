package jcompose.composer.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import jcompose.composer.console.Table;
import jcompose.engine.ContainerLook;
import jcompose.engine.ContainerState;
import jcompose.engine.ProcessDetail;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose top}. */
final class TopCommand implements Command {
  /** A process and whose it is. */
  private record Line(String service, int index, ProcessDetail process) {}

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("top", "Show the containers' processes, as the host numbers them");
    spec.addOption(OutputFormat.option());
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only these services"));
    return Options.example(spec, "jcompose top web");
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    ChosenContainers chosen = ChosenContainers.of(context, Options.operandsOf(parsed));
    List<Line> lines = chosen.states().stream().flatMap(s -> lines(s, context).stream()).toList();
    OutputFormat.print(parsed, context.screen(), lines, () -> table(lines));
    return 0;
  }

  private static List<Line> lines(ContainerState state, Context context) {
    String service = ChosenContainers.service(state);
    int index = ChosenContainers.number(state);
    return ContainerLook.at(context.directories(), state.spec().id())
        .map(ContainerLook::processes)
        .orElse(List.of())
        .stream()
        .map(process -> new Line(service, index, process))
        .toList();
  }

  private static Table table(List<Line> lines) {
    Table table =
        new Table("SERVICE", "#", "UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
    HostUsers users = HostUsers.read();
    ProcessTimes times = new ProcessTimes(Instant.now(), ZoneId.systemDefault());
    for (Line line : lines) {
      ProcessDetail process = line.process();
      table.add(
          line.service(),
          Integer.toString(line.index()),
          users.name(process.uid()),
          Integer.toString(process.pid()),
          Integer.toString(process.parent()),
          Integer.toString(times.share(process.started(), process.cpu())),
          times.started(process.started()),
          process.terminal(),
          ProcessTimes.used(process.cpu()),
          process.command());
    }
    return table;
  }
}
