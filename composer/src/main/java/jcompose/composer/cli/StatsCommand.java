package jcompose.composer.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jcompose.composer.console.LiveView;
import jcompose.composer.console.Screen;
import jcompose.composer.console.Table;
import jcompose.composer.run.StoredStack;
import jcompose.engine.ContainerState;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose stats}. */
final class StatsCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("stats", "Show what the containers use, each second until none runs");
    spec.addOption(Options.flag("Stopped containers too", "-a", "--all"));
    spec.addOption(Options.flag("Show it once, after one second of measuring", "--no-stream"));
    spec.addOption(Options.flag("Whole ids", "--no-trunc"));
    spec.addOption(OutputFormat.option());
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only these services"));
    return Options.example(spec, "jcompose stats --no-stream --format json web");
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> services = Options.operandsOf(parsed);
    StatsSamples samples = new StatsSamples(context.directories());
    samples.of(states(services, parsed, context)); // a share of time needs a look before
    if (Options.given(parsed, "--no-stream")) {
      waitASecond();
      List<StatsLine> lines = samples.of(states(services, parsed, context));
      OutputFormat.print(parsed, context.screen(), lines, () -> table(lines, parsed));
      return 0;
    }
    LiveView view = new LiveView(context.screen(), Screen.isTerminal(1));
    boolean more = true;
    while (more) {
      waitASecond();
      List<ContainerState> states = states(services, parsed, context);
      List<StatsLine> lines = samples.of(states);
      if (OutputFormat.isJson(parsed)) {
        context.screen().print(new String(RecordJson.toBytes(lines), StandardCharsets.UTF_8));
      } else {
        view.show(table(lines, parsed).lines());
      }
      more = states.stream().anyMatch(state -> StoredStack.goesOn(context.directories(), state));
    }
    return 0;
  }

  /** A measure takes its time: there is no event to wait for. */
  private static void waitASecond() {
    try {
      boolean never = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
      assert !never;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those that there are now: containers come and go while it is shown. */
  private static List<ContainerState> states(
      List<String> services, ParseResult parsed, Context context) {
    boolean all = Options.given(parsed, "-a");
    return ChosenContainers.of(context, services).states().stream()
        .filter(state -> all || state.status() == ContainerState.Status.RUNNING)
        .toList();
  }

  private static Table table(List<StatsLine> lines, ParseResult parsed) {
    Table table =
        new Table(
            "CONTAINER ID",
            "NAME",
            "CPU %",
            "MEM USAGE / LIMIT",
            "MEM %",
            "NET I/O",
            "BLOCK I/O",
            "PIDS");
    lines.forEach(line -> table.add(line.cells(Options.given(parsed, "--no-trunc"))));
    return table;
  }
}
