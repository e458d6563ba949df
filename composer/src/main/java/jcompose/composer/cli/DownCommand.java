package jcompose.composer.cli;

import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Request;
import jcompose.composer.supervisor.SupervisorClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose down}. */
final class DownCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("down", "Stop and remove the project's containers");
    spec.addOption(Options.flag("Remove the project's volumes too", "-v", "--volumes"));
    spec.addOption(Timeouts.option());
    spec.addPositional(Options.operands("FILE", "0..*", "Compose files (.yml, .yaml)"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    if (!operands.services().isEmpty()) {
      throw new UsageException(
          "down takes the whole project down, not single services: '"
              + operands.services().get(0)
              + "'");
    }
    String project = context.projectName(operands);
    boolean volumes = Options.given(parsed, "-v");
    if (!StoredStack.anything(context.directories(), project, volumes)) {
      context.screen().note("nothing to take down: project '" + project + "' has no containers");
      return 0;
    }
    SupervisorClient supervisor = context.supervisor(project);
    supervisor.request(
        new Request.Down(volumes, Timeouts.of(parsed)), new Replies(context.screen())::show);
    supervisor.awaitEnd();
    return 0;
  }
}
