package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Request;
import picocli.CommandLine.ParseResult;

/** What commands about containers that are there have in common. */
final class ThereCommand {
  private ThereCommand() {}

  /** The services that the command line names; empty for all. */
  static List<String> services(ParseResult parsed) {
    return Operands.of(Options.operandsOf(parsed)).services();
  }

  /**
   * Asks the project's supervisor.
   *
   * @return whether there was anything to ask for: else it is said that there is not
   */
  static boolean ask(ParseResult parsed, Context context, Request request) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    String project = context.projectName(operands);
    context.requireServices(project, operands, operands.services());
    if (StoredStack.states(context.directories(), project).isEmpty()) {
      context.screen().note("project '" + project + "' has no containers");
      return false;
    }
    context.supervisor(project).request(request, new Replies(context.screen())::show);
    return true;
  }
}
