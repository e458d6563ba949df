package jcompose.composer.cli;

import java.util.List;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.model.ImpairmentChange;
import jcompose.composer.run.Labels;
import jcompose.composer.run.OneOffMark;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Request;
import jcompose.composer.wiring.LinkOrder;
import jcompose.engine.ContainerState;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The links that a command is about.
 *
 * @param service whose
 * @param link a network's key or an interface
 * @param index which of the service's containers
 */
record LinkTarget(String service, Optional<String> link, int index) {
  static void addTo(CommandSpec spec) {
    spec.addOption(ContainerIndex.option());
    spec.addPositional(
        Options.operands(
            "SERVICE [NETWORK|INTERFACE]",
            "0..*",
            "The service, and which of its links unless it has one alone"));
  }

  static LinkTarget of(ParseResult parsed) {
    String command = parsed.commandSpec().name();
    List<String> words = Options.operandsOf(parsed);
    if (words.isEmpty() && command.equals("reset")) {
      throw new UsageException(
          "link reset needs a service, and one of its networks or interfaces if not all of them are"
              + " meant, as in 'link reset web' or 'link reset web wan'");
    }
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException(
          "link "
              + command
              + " needs a service and one of its networks or interfaces, as in 'link "
              + command
              + " web wan'");
    }
    return new LinkTarget(
        words.get(0),
        words.size() == 2 ? Optional.of(words.get(1)) : Optional.empty(),
        ContainerIndex.of(parsed));
  }

  /** Has the supervisor do something with the links of a service that runs. */
  int order(Context context, LinkOrder.Act act, LinkOrder.Ways ways, ImpairmentChange change) {
    Operands none = Operands.of(List.of());
    String project = context.projectName(none);
    context.requireServices(project, none, List.of(service));
    boolean runs =
        StoredStack.states(context.directories(), project).stream()
            .filter(state -> state.status() == ContainerState.Status.RUNNING)
            .filter(state -> OneOffMark.of(state).isEmpty())
            .anyMatch(state -> Labels.from(state.spec().annotations()).service().equals(service));
    if (!runs) {
      throw new ComposerException(
          "service '" + service + "' is not running; start it with 'jcompose up -d'");
    }
    context
        .supervisor(project)
        .request(
            new Request.ChangeLinks(new LinkOrder(service, index, link, act, ways, change)),
            new Replies(context.screen())::show);
    return 0;
  }
}
