package jcompose.composer.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.load.Loaded;
import jcompose.composer.load.NoSuchServiceException;
import jcompose.composer.model.Project;
import jcompose.composer.plan.Planner;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.plan.UpOptions.Choice;
import jcompose.composer.run.ProjectClaim;
import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose up}. */
final class UpCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("up", "Create and start the project's containers");
    spec.addOption(Options.flag("Return when they are started", "-d", "--detach"));
    spec.addOption(Options.flag("Make volumes without a name anew", "-V", "--renew-anon-volumes"));
    spec.addOption(Options.flag("Make all containers anew", "--force-recreate"));
    spec.addOption(Options.flag("Leave dependencies alone", "--no-deps"));
    spec.addOption(Options.flag("Remove containers of services that are gone", "--remove-orphans"));
    spec.addOption(Options.flag("Stop all when one container ends", "--abort-on-container-exit"));
    spec.addOption(
        Options.value(
            "SERVICE", "Stop all when it ends, and end with its code", "--exit-code-from"));
    Waits.addTo(spec);
    spec.addOption(LockedLoad.option());
    spec.addOption(Timeouts.option());
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Operands.of(Options.operandsOf(parsed));
    Foreground.Ending ending = ending(parsed);
    if (detached(parsed) && (ending.abortOnExit() || ending.codeFrom().isPresent())) {
      throw new UsageException(
          (Options.given(parsed, "-d") ? "-d" : "--wait")
              + " cannot be combined with --abort-on-container-exit or --exit-code-from");
    }
  }

  private static boolean detached(ParseResult parsed) {
    return Options.given(parsed, "-d") || Waits.of(parsed).isPresent();
  }

  private static Foreground.Ending ending(ParseResult parsed) {
    return new Foreground.Ending(
        Options.given(parsed, "--abort-on-container-exit"),
        Optional.of(parsed.matchedOptionValue("--exit-code-from", ""))
            .filter(service -> !service.isEmpty()),
        Timeouts.of(parsed));
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Operands operands = Operands.of(Options.operandsOf(parsed));
    boolean detached = detached(parsed);
    Foreground.Ending ending = ending(parsed);
    Loaded loaded = LockedLoad.load(parsed, operands, context);
    Project project = loaded.project();
    requireService(project, ending.codeFrom());
    new ProjectClaim(context.directories(), project.name()).check(project.directory());
    UpOptions options = new UpOptions(operands.services(), choices(parsed));
    List<String> services = Planner.services(project, options);
    if (services.isEmpty()) {
      throw new ComposerException("no service to start: the file or the profiles leave none");
    }
    new ImagePulls(context, false).pull(project, services, false);
    Request.Up request =
        new Request.Up(project, options, loaded.variables(), !detached, Waits.of(parsed));
    if (detached) {
      context.supervisor(project.name()).request(request, new Replies(context.screen())::show);
      return 0;
    }
    return new Foreground(context, project, services, ending).run(request);
  }

  private static Set<Choice> choices(ParseResult parsed) {
    Map<String, Choice> options =
        Map.of(
            "--no-deps", Choice.NO_DEPENDENCIES,
            "--force-recreate", Choice.FORCE_RECREATE,
            "-V", Choice.RENEW_VOLUMES,
            "--remove-orphans", Choice.REMOVE_ORPHANS);
    Set<Choice> choices = EnumSet.noneOf(Choice.class);
    options.forEach(
        (option, choice) -> {
          if (Options.given(parsed, option)) {
            choices.add(choice);
          }
        });
    return choices;
  }

  private static void requireService(Project project, Optional<String> service) {
    if (service.isPresent() && !project.services().containsKey(service.get())) {
      throw new NoSuchServiceException(service.get(), project.services().keySet());
    }
  }
}
