package jcompose.composer.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.Source;
import jcompose.composer.plan.Action;
import jcompose.composer.plan.Plan;
import jcompose.composer.plan.ServicePlan;
import jcompose.composer.wiring.ServiceNetwork;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.SpecProblem;
import jcompose.engine.spec.ContainerSpec;

/**
 * Looks at every container that a plan makes before anything is stopped or removed for it, so that
 * a mistake in the file leaves what runs as it is.
 */
final class Preflight {
  private final Stack stack;
  private final Project project;
  private final Map<String, ServiceImage> images;
  private final Contents contents;
  private final Map<String, String> containerOf;
  private final List<String> problems = new ArrayList<>();

  /**
   * The look.
   *
   * @param images of the services in the plan
   * @param existing the id of each service's container that is there
   */
  Preflight(
      Stack stack,
      Project project,
      Map<String, ServiceImage> images,
      Contents contents,
      Map<String, String> existing) {
    this.contents = contents;
    this.stack = stack;
    this.project = project;
    this.images = images;
    this.containerOf = new HashMap<>(existing);
  }

  /**
   * Looks.
   *
   * @throws ComposerException naming everything that is wrong, each with its place
   */
  void check(Plan plan) {
    List<Action.Create> made = new ArrayList<>();
    Map<String, Action.Create> first = new LinkedHashMap<>();
    for (ServicePlan service : plan.services()) {
      for (Action action : service.actions()) {
        if (action instanceof Action.Create create) {
          made.add(create);
          first.putIfAbsent(service.service(), create);
          containerOf.putIfAbsent(service.service(), Ids.random());
        }
      }
    }
    names(made);
    first.forEach(this::check); // they differ in their names and addresses alone
    problems.addAll(HealthConditions.problems(plan, this::probed));
    if (!problems.isEmpty()) {
      throw new ComposerException(String.join("\n", problems));
    }
  }

  private Optional<Boolean> probed(String name) {
    return Optional.ofNullable(images.get(name))
        .map(
            image ->
                HealthDefaults.of(
                        Objects.requireNonNull(project.services().get(name)).life().health(),
                        image.config().health())
                    .isPresent());
  }

  /** A container's name is its own on the whole machine, as in Docker. */
  private void names(List<Action.Create> made) {
    if (made.isEmpty()) {
      return;
    }
    Map<String, ContainerState> others = new HashMap<>();
    for (ContainerState state : ContainerEngine.list(stack.directories())) {
      if (!state.spec().annotations().isEmpty()
          && Labels.projectOf(state.spec().annotations())
              .filter(project.name()::equals)
              .isEmpty()) {
        others.put(state.spec().name(), state);
      }
    }
    made.forEach(
        create -> {
          String name = create.replica().service();
          ContainerState holder = others.get(create.name());
          if (holder != null) {
            Service service = Objects.requireNonNull(project.services().get(name));
            Labels labels = Labels.from(holder.spec().annotations());
            problems.add(
                service.positionOf("container_name")
                    + ": services."
                    + name
                    + ": the container name '"
                    + create.name()
                    + "' is held by service '"
                    + labels.service()
                    + "' of project '"
                    + labels.project()
                    + "'; choose another, or take that one down with 'jcompose -p "
                    + labels.project()
                    + " down'");
          }
        });
  }

  private void check(String name, Action.Create create) {
    Service service = Objects.requireNonNull(project.services().get(name));
    ServiceImage image = Objects.requireNonNull(images.get(name));
    ServiceMounts mounts =
        new ServiceMounts(
            project,
            service,
            image,
            stack.volumes(),
            Map.of(),
            new MountedImages(stack.directories()),
            new GrantedFiles(stack.directories(), Ids.random(), service),
            contents,
            other -> List.of());
    problems.addAll(mounts.problems());
    try {
      stack
          .engine()
          .check(spec(service, image, create, mounts))
          .forEach(problem -> problems.add(placed(service, problem)));
    } catch (ComposerException refused) {
      problems.add(String.valueOf(refused.getMessage()));
    }
  }

  private ContainerSpec spec(
      Service service, ServiceImage image, Action.Create create, ServiceMounts mounts) {
    Labels labels =
        Labels.of(
            project.name(),
            service,
            create.replica().number(),
            create.configHash(),
            image.label(),
            ContainerSpecs.stopSignal(service, image.config()),
            HealthDefaults.of(service.life().health(), image.config().health()),
            Map.of(),
            Instant.EPOCH.toString());
    return ContainerSpecs.of(
        Ids.random(),
        create.name(),
        service,
        image,
        mounts.planned(),
        containerOf,
        ServiceNetwork.NONE,
        labels);
  }

  /** A problem of a service's container, with its place in the file. */
  static String placed(Service service, SpecProblem problem) {
    String key = key(service, problem.field());
    return service.positionOf(key)
        + ": services."
        + service.name()
        + (key.isEmpty() ? "" : "." + key)
        + ": "
        + problem.message()
        + (problem.field().equals("root") && key.equals("image") ? "; run 'jcompose pull'" : "");
  }

  /** The file's word for a field of the OCI runtime specification; empty when it has several. */
  private static String key(Service service, String field) {
    if (field.startsWith("linux.devices[")) {
      return field.substring("linux.".length());
    }
    if (field.startsWith("linux.namespaces.")) {
      String type = field.substring("linux.namespaces.".length());
      return "namespaces." + (type.equals("network") ? "net" : type);
    }
    return switch (field) {
      case "root" -> service.source() instanceof Source.Rootfs ? "rootfs" : "image";
      case "process.user" -> service.user().isPresent() ? "user" : "image";
      case "linux.resources.cpu.cpus" -> "cpuset";
      case "linux.sysctl" -> "sysctls";
      default -> "";
    };
  }
}
