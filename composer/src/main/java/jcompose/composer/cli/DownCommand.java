package jcompose.composer.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jcompose.composer.run.OneOffs;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Request;
import jcompose.composer.supervisor.SupervisorClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose down}. */
final class DownCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("down", "Stop and remove the project's containers, or only some");
    spec.addOption(Options.flag("Remove the project's volumes too", "-v", "--volumes"));
    spec.addOption(Timeouts.option());
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Timeouts.of(parsed);
    Operands operands = Operands.of(Options.operandsOf(parsed));
    if (Options.given(parsed, "-v") && !operands.services().isEmpty()) {
      throw new UsageException(
          "-v removes the whole project's volumes: it cannot be combined with services");
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    String project = context.projectName(operands);
    context.requireServices(project, operands, operands.services());
    down(context, project, Options.given(parsed, "-v"), Timeouts.of(parsed), operands.services());
    return 0;
  }

  /** Does it; no services are the whole project. */
  static void down(
      Context context,
      String project,
      boolean volumes,
      Optional<Duration> timeout,
      List<String> services) {
    OneOffs oneOffs =
        new OneOffs(context.directories(), project, new ScreenEvents(context.screen()));
    oneOffs.removeLeft();
    boolean stopped = oneOffs.stopHeld(services, timeout);
    if (stopped && !StoredStack.anything(context.directories(), project, volumes)) {
      return;
    }
    if (!StoredStack.anything(context.directories(), project, volumes)) {
      context.screen().note("nothing to take down: project '" + project + "' has no containers");
      return;
    }
    SupervisorClient supervisor = context.supervisor(project);
    supervisor.request(
        new Request.Down(volumes, timeout, services), new Replies(context.screen())::show);
    if (services.isEmpty()) {
      supervisor.awaitEnd();
    }
  }
}
