package jcompose.composer.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.run.OneOffMark;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Request;
import jcompose.composer.supervisor.SupervisorClient;
import jcompose.engine.Signals;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose kill}. */
final class KillCommand implements Command {
  private static final String ORPHANS = "--remove-orphans";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("kill", "Kill containers, or send them another signal");
    spec.addOption(Options.value("SIGNAL", "In place of SIGKILL", "-s", "--signal"));
    spec.addOption(
        Options.flag("Kill and remove containers of services not in the files", ORPHANS));
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ThereCommand.services(parsed);
    signal(parsed);
  }

  private static int signal(ParseResult parsed) {
    String text = parsed.matchedOptionValue("-s", "");
    try {
      return text.isEmpty() ? Signals.KILL : Signals.parse(text);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException("-s: " + unknown.getMessage());
    }
  }

  private static void removeOrphans(ParseResult parsed, Context context) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    String project = context.projectName(operands);
    Set<String> declared = context.declaredServices(operands);
    List<String> orphans =
        StoredStack.states(context.directories(), project).stream()
            .filter(state -> OneOffMark.of(state).isEmpty())
            .map(ChosenContainers::service)
            .filter(service -> !declared.contains(service))
            .distinct()
            .toList();
    if (orphans.isEmpty()) {
      return;
    }
    SupervisorClient supervisor = context.supervisor(project);
    Replies replies = new Replies(context.screen());
    supervisor.request(
        new Request.Signalled(orphans, Optional.empty(), Signals.KILL), replies::show);
    supervisor.request(new Request.Remove(orphans, false, false), replies::show);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    boolean any =
        ThereCommand.ask(
            parsed,
            context,
            new Request.Signalled(ThereCommand.services(parsed), Optional.empty(), signal(parsed)));
    if (any && Options.given(parsed, ORPHANS)) {
      removeOrphans(parsed, context);
    }
    return 0;
  }
}
