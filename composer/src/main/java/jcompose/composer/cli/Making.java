package jcompose.composer.cli;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.load.Loaded;
import jcompose.composer.load.NoSuchServiceException;
import jcompose.composer.model.Project;
import jcompose.composer.model.PullSettings;
import jcompose.composer.model.Service;
import jcompose.composer.plan.Planner;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.plan.UpOptions.Choice;
import jcompose.composer.run.ProjectClaim;
import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What {@code up} and {@code create} have in common: which containers are made.
 *
 * @param loaded the project, with the pull policy that the command line wants
 * @param options what was asked
 * @param services those that it is about, each after those that it needs
 */
record Making(Loaded loaded, UpOptions options, List<String> services) {
  private static final String FORCE = "--force-recreate";
  private static final String KEEP = "--no-recreate";
  private static final String DEPENDENCIES = "--always-recreate-deps";
  private static final String ALONE = "--no-deps";
  private static final String RENEW = "-V";
  private static final String ORPHANS = "--remove-orphans";
  private static final String PULL = "--pull";
  private static final List<String> PULLS = List.of("always", "missing", "never");

  static void addTo(CommandSpec spec) {
    spec.addOption(Options.flag("Make all containers anew", FORCE));
    spec.addOption(Options.flag("Leave containers that are there as they are", KEEP));
    spec.addOption(Options.flag("Remove containers of services that are gone", ORPHANS));
    spec.addOption(Options.value("WHEN", "Fetch images: always, missing or never", PULL));
    spec.addOption(Options.flag("Say nothing of images that are fetched", "--quiet-pull"));
    spec.addOption(Options.flag("Answer yes to questions, of which there are none", "-y", "--yes"));
    spec.addOption(ScaleOption.option());
    spec.addOption(LockedLoad.option());
  }

  /** Those that only {@code up} has. */
  static void addMoreTo(CommandSpec spec) {
    spec.addOption(Options.flag("Make volumes without a name anew", RENEW, "--renew-anon-volumes"));
    spec.addOption(Options.flag("Make what the named services need anew, too", DEPENDENCIES));
    spec.addOption(Options.flag("Leave dependencies alone", ALONE));
  }

  static void check(ParseResult parsed) {
    exclude(parsed, FORCE, KEEP);
    exclude(parsed, DEPENDENCIES, KEEP);
    exclude(parsed, RENEW, KEEP);
    exclude(parsed, DEPENDENCIES, ALONE);
    ScaleOption.of(parsed);
    String pull = parsed.matchedOptionValue(PULL, "");
    if (!pull.isEmpty() && !PULLS.contains(pull)) {
      throw new UsageException(PULL + " '" + pull + "': must be always, missing or never");
    }
  }

  private static void exclude(ParseResult parsed, String one, String other) {
    if (parsed.hasMatchedOption(one) && parsed.hasMatchedOption(other)) {
      throw new UsageException(one + " cannot be combined with " + other);
    }
  }

  /**
   * Loads the project.
   *
   * @param further choices beside the options'
   */
  static Making look(ParseResult parsed, Context context, Set<Choice> further) {
    Set<Choice> choices = choices(parsed);
    choices.addAll(further);
    return look(
        parsed, context, Operands.of(Options.operandsOf(parsed)), choices, ScaleOption.of(parsed));
  }

  /**
   * Loads the project.
   *
   * @param scale how many containers of services there are to be, whatever the files say
   */
  static Making look(
      ParseResult parsed,
      Context context,
      Operands operands,
      Set<Choice> choices,
      Map<String, Integer> scale) {
    Loaded loaded = LockedLoad.load(parsed, operands, context);
    Project scaled = ScaleOption.apply(loaded.project(), scale);
    Loaded wanted = loaded.with(pulled(scaled, parsed.matchedOptionValue(PULL, "")));
    Project project = wanted.project();
    new ProjectClaim(context.directories(), project.name()).check(project.directory());
    UpOptions options = new UpOptions(operands.services(), choices);
    List<String> services = Planner.services(project, options);
    if (services.isEmpty()) {
      throw new ComposerException("no service to start: the file or the profiles leave none");
    }
    return new Making(wanted, options, services);
  }

  /** Fetches the images that the services need and the store has not. */
  void pull(ParseResult parsed, Context context) {
    new ImagePulls(context, Options.given(parsed, "--quiet-pull")).pull(project(), services, false);
  }

  /** Has it made, and shows what happens until it is. */
  void carryOut(Context context) {
    Request request =
        new Request.Up(project(), options, loaded.variables(), false, Optional.empty());
    context.supervisor(project().name()).request(request, new Replies(context.screen())::show);
  }

  Project project() {
    return loaded.project();
  }

  private static Set<Choice> choices(ParseResult parsed) {
    Map<String, Choice> options =
        Map.of(
            ALONE, Choice.NO_DEPENDENCIES,
            FORCE, Choice.FORCE_RECREATE,
            KEEP, Choice.NO_RECREATE,
            DEPENDENCIES, Choice.RECREATE_DEPENDENCIES,
            RENEW, Choice.RENEW_VOLUMES,
            ORPHANS, Choice.REMOVE_ORPHANS);
    Set<Choice> choices = EnumSet.noneOf(Choice.class);
    options.forEach(
        (option, choice) -> {
          if (parsed.hasMatchedOption(option)) {
            choices.add(choice);
          }
        });
    return choices;
  }

  private static Project pulled(Project project, String when) {
    if (when.isEmpty()) {
      return project;
    }
    PullSettings.Policy policy = PullSettings.Policy.valueOf(when.toUpperCase(Locale.ROOT));
    Map<String, Service> services = new LinkedHashMap<>();
    project
        .services()
        .forEach(
            (name, service) ->
                services.put(
                    name,
                    service.with(
                        Map.of(
                            "pull",
                            new PullSettings(
                                policy,
                                service.pull().refreshAfter(),
                                service.pull().platform())))));
    return project.withServices(services);
  }

  /** Refuses a service that the project has not. */
  void require(Optional<String> service) {
    if (service.isPresent() && !project().services().containsKey(service.get())) {
      throw new NoSuchServiceException(service.get(), project().services().keySet());
    }
  }
}
