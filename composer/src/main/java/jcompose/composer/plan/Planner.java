package jcompose.composer.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.engine.spec.NamespaceType;

/** Compares what is wanted with what is there. */
public final class Planner {
  private Planner() {}

  /**
   * The plan that brings a project up.
   *
   * @param project what is wanted
   * @param hashes of what each service's container is made from, by service
   * @param observed the project's containers
   * @param options what the user asked for
   */
  public static Plan up(
      Project project, Map<String, String> hashes, List<Observed> observed, UpOptions options) {
    Map<String, Observed> byService = new LinkedHashMap<>();
    List<Observed> orphans = new ArrayList<>();
    for (Observed container : observed) {
      if (project.services().containsKey(container.service())) {
        byService.put(container.service(), container);
      } else {
        orphans.add(container);
      }
    }
    Set<String> recreated = new TreeSet<>();
    List<ServicePlan> plans = new ArrayList<>();
    for (String name : services(project, options)) {
      Service service = Optional.ofNullable(project.services().get(name)).orElseThrow();
      Observed container = byService.get(name);
      String hash = hashes.getOrDefault(name, "");
      List<Action> actions =
          container == null
              ? List.of(create(project, name, hash, Map.of()))
              : existing(project, service, container, hash, recreated, options);
      if (actions.stream().anyMatch(Action.Create.class::isInstance)) {
        recreated.add(name);
      }
      plans.add(new ServicePlan(name, service.dependsOn(), actions));
    }
    return new Plan(plans, orphans);
  }

  /** The services that {@code up} is about, each after those that it needs. */
  public static List<String> services(Project project, UpOptions options) {
    Collection<String> wanted =
        options.services().isEmpty() ? project.services().keySet() : options.services();
    Map<String, List<String>> dependencies = new LinkedHashMap<>();
    project.services().forEach((name, service) -> dependencies.put(name, service.dependsOn()));
    List<String> order = ServiceOrder.of(wanted, dependencies);
    if (options.noDependencies()) {
      order.retainAll(Set.copyOf(wanted));
    }
    return order;
  }

  private static List<Action> existing(
      Project project,
      Service service,
      Observed container,
      String hash,
      Set<String> recreated,
      UpOptions options) {
    String reason = reason(project, service, container, hash, recreated, options);
    if (!reason.isEmpty()) {
      Map<String, String> kept = options.renewVolumes() ? Map.of() : container.anonymousVolumes();
      return List.of(
          new Action.Remove(container, reason, options.renewVolumes()),
          create(project, service.name(), hash, kept));
    }
    return List.of(container.running() ? new Action.Keep(container) : new Action.Start(container));
  }

  private static String reason(
      Project project,
      Service service,
      Observed container,
      String hash,
      Set<String> recreated,
      UpOptions options) {
    if (!container.configHash().equals(hash)) {
      return "its configuration or image changed";
    }
    if (options.forceRecreate()) {
      return "asked for";
    }
    if (options.renewVolumes() && !container.anonymousVolumes().isEmpty()) {
      return "its volumes are renewed";
    }
    for (Map.Entry<NamespaceType, NamespaceChoice> shared : service.namespaces().entrySet()) {
      if (shared.getValue() instanceof NamespaceChoice.OfService of
          && recreated.contains(of.service())
          && !(shared.getKey() == NamespaceType.NETWORK && outlives(project, of.service()))) {
        return "it shares a namespace of " + of.service();
      }
    }
    return "";
  }

  /** Whether a service's network namespace is there before and after its container. */
  private static boolean outlives(Project project, String service) {
    Service owner = project.services().get(service);
    return owner != null && !owner.networking().attachments().isEmpty();
  }

  private static Action.Create create(
      Project project, String service, String hash, Map<String, String> volumes) {
    return new Action.Create(
        Optional.ofNullable(project.services().get(service))
            .orElseThrow()
            .containerName(project.name()),
        hash,
        volumes);
  }
}
