package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.plan.UpOptions.Choice;
import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose up}. */
final class UpCommand implements Command {
  private static final String DETACH = "-d";
  private static final String NO_START = "--no-start";
  private static final String DRY_RUN = "--dry-run";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("up", "Create and start the project's containers");
    spec.addOption(Options.flag("Return when they are started", DETACH, "--detach"));
    Waits.addTo(spec);
    spec.addOption(Options.flag("Start nothing: only make the containers", NO_START));
    spec.addOption(Options.flag("Show what would be done, as 'jcompose plan'", DRY_RUN));
    spec.addOption(PlanShow.option());
    Making.addTo(spec);
    Making.addMoreTo(spec);
    Ending.addTo(spec);
    LogChoice.addTo(spec);
    spec.addOption(Timeouts.option());
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands.of(Options.operandsOf(parsed));
    Making.check(parsed);
    PlanShow.check(parsed);
    if (parsed.hasMatchedOption("--format") && !parsed.hasMatchedOption(DRY_RUN)) {
      throw new UsageException("--format needs --dry-run");
    }
    Ending.of(parsed);
    boolean waits = Waits.of(parsed).isPresent();
    List<String> attached = new ArrayList<>(Ending.given(parsed));
    attached.addAll(LogChoice.given(parsed));
    for (String detaching : List.of(DETACH, "--wait", NO_START)) {
      if (parsed.hasMatchedOption(detaching) && !attached.isEmpty()) {
        throw new UsageException(detaching + " cannot be combined with " + attached.get(0));
      }
    }
    if (waits && parsed.hasMatchedOption(NO_START)) {
      throw new UsageException(NO_START + " cannot be combined with --wait");
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    boolean noStart = Options.given(parsed, NO_START);
    Optional<Request.Readiness> readiness = Waits.of(parsed);
    boolean detached = Options.given(parsed, DETACH) || readiness.isPresent() || noStart;
    Ending ending = Ending.of(parsed);
    LogChoice logs = new LogChoice(parsed);
    Making making = Making.look(parsed, context, noStart ? Set.of(Choice.NO_START) : Set.of());
    if (Options.given(parsed, DRY_RUN)) {
      return PlanShow.run(making, parsed, context);
    }
    making.require(ending.codeFrom());
    Set<String> shown =
        logs.shown(making.project(), making.options().services(), making.services());
    making.pull(parsed, context);
    Request.Up request =
        new Request.Up(
            making.project(), making.options(), making.loaded().variables(), !detached, readiness);
    if (detached) {
      context
          .supervisor(making.project().name())
          .request(request, new Replies(context.screen())::show);
      return 0;
    }
    return new Foreground(
            context,
            making.project(),
            shown,
            logs.view(context.screen(), making.project(), shown),
            ending)
        .run(request);
  }
}
