package jcompose.composer.cli;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.image.ImageRemoval;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.Source;
import jcompose.composer.run.OneOffs;
import jcompose.composer.run.StoredStack;
import jcompose.composer.supervisor.Request;
import jcompose.composer.supervisor.SupervisorClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose down}. */
final class DownCommand implements Command {
  private static final String IMAGES = "--rmi";
  private static final String ORPHANS = "--remove-orphans";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("down", "Stop and remove the project's containers, or only some");
    spec.addOption(Options.flag("Remove the project's volumes too", "-v", "--volumes"));
    spec.addOption(Timeouts.option());
    spec.addOption(
        Options.value(
            "WHICH",
            "Remove the services' images too: all, or local (those that were built here)",
            IMAGES));
    spec.addOption(
        Options.flag("Remove containers of services not in the files too (always)", ORPHANS));
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    Timeouts.of(parsed);
    Operands operands = Operands.of(Options.operandsOf(parsed));
    String images = parsed.matchedOptionValue(IMAGES, "local");
    if (!images.equals("all") && !images.equals("local")) {
      throw new UsageException(IMAGES + " '" + images + "': must be all or local");
    }
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
    Set<String> images =
        parsed.matchedOptionValue(IMAGES, "").equals("all")
            ? images(context, project, operands.services())
            : Set.of();
    down(context, project, Options.given(parsed, "-v"), Timeouts.of(parsed), operands.services());
    removeImages(context, images);
    return 0;
  }

  /** What the services' images are called, in the project as it was brought up. */
  private static Set<String> images(Context context, String project, List<String> services) {
    Set<String> images = new LinkedHashSet<>();
    for (Service service :
        context.claimed(project).map(Project::services).orElse(Map.of()).values()) {
      if ((services.isEmpty() || services.contains(service.name()))
          && service.source() instanceof Source.Image image) {
        images.add(image.reference());
      }
    }
    return images;
  }

  /** One that is not there any more, or that another container has, is none of a failure. */
  private static void removeImages(Context context, Set<String> images) {
    for (String image : images) {
      try {
        new ImageRemoval(context.directories()).remove(image, false);
        context.screen().progress("Image " + image, "Removed");
      } catch (ComposerException kept) {
        context.screen().warning(String.valueOf(kept.getMessage()));
      }
    }
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
