package jcompose.composer.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.plan.UpOptions.Choice;
import jcompose.engine.spec.NamespaceType;

/** Compares what is wanted with what is there. */
public final class Planner {
  private final Project project;
  private final Function<Replica, String> hashes;
  private final UpOptions options;
  private final BiFunction<Service, Observed, List<Cause>> changes;
  private final Map<String, SortedMap<Integer, Observed>> byService = new LinkedHashMap<>();
  private final List<Observed> orphans = new ArrayList<>();
  private final Set<Replica> created = new LinkedHashSet<>();

  /** Services whose containers are others than before, not only more or fewer. */
  private final Set<String> anew = new LinkedHashSet<>();

  private final Set<String> restarted = new LinkedHashSet<>();

  private Planner(
      Project project,
      Function<Replica, String> hashes,
      List<Observed> observed,
      UpOptions options,
      BiFunction<Service, Observed, List<Cause>> changes) {
    this.changes = changes;
    this.project = project;
    this.hashes = hashes;
    this.options = options;
    for (Observed container : observed) {
      if (project.services().containsKey(container.service())) {
        byService
            .computeIfAbsent(container.service(), first -> new TreeMap<>())
            .put(container.replica().number(), container);
      } else {
        orphans.add(container);
      }
    }
  }

  /**
   * The plan that brings a project up.
   *
   * @param project what is wanted
   * @param hashes of what a container is made from
   * @param observed the project's containers
   * @param options what the user asked for
   * @param changes what is different of a container that is made from something else; may be empty
   */
  public static Plan up(
      Project project,
      Function<Replica, String> hashes,
      List<Observed> observed,
      UpOptions options,
      BiFunction<Service, Observed, List<Cause>> changes) {
    return new Planner(project, hashes, observed, options, changes).plan();
  }

  /** The services that {@code up} is about, each after those that it needs. */
  public static List<String> services(Project project, UpOptions options) {
    Collection<String> wanted = wanted(project, options);
    List<String> order = ServiceOrder.of(wanted, dependencies(project));
    if (options.has(Choice.NO_DEPENDENCIES)) {
      order.retainAll(Set.copyOf(wanted));
    }
    return order;
  }

  /** Those of them without which {@code up} has failed; the others are optional. */
  public static Set<String> required(Project project, UpOptions options) {
    Map<String, List<String>> required = new LinkedHashMap<>();
    project
        .services()
        .forEach(
            (name, service) ->
                required.put(
                    name,
                    service.dependsOn().stream()
                        .filter(other -> service.dependsOn(other).required())
                        .toList()));
    return Set.copyOf(ServiceOrder.of(wanted(project, options), required));
  }

  /** The services themselves and those that are restarted with them, each after what it needs. */
  public static List<String> withRestarted(Project project, Collection<String> services) {
    Set<String> all = new LinkedHashSet<>(services);
    for (String name : ServiceOrder.of(project.services().keySet(), dependencies(project))) {
      Service service = service(project, name);
      if (service.dependsOn().stream()
          .anyMatch(other -> all.contains(other) && service.dependsOn(other).restart())) {
        all.add(name);
      }
    }
    return List.copyOf(all);
  }

  /** What a service's actions wait for. */
  public static List<After> after(Service service) {
    return service.dependsOn().stream()
        .map(other -> new After(other, service.dependsOn(other)))
        .toList();
  }

  private static Collection<String> wanted(Project project, UpOptions options) {
    return options.services().isEmpty() ? project.services().keySet() : options.services();
  }

  private static Map<String, List<String>> dependencies(Project project) {
    Map<String, List<String>> dependencies = new LinkedHashMap<>();
    project.services().forEach((name, service) -> dependencies.put(name, service.dependsOn()));
    return dependencies;
  }

  private static Service service(Project project, String name) {
    return Optional.ofNullable(project.services().get(name)).orElseThrow();
  }

  private Plan plan() {
    List<String> planned = services(project, options);
    List<ServicePlan> plans = new ArrayList<>();
    for (String name : planned) {
      Service service = service(project, name);
      plans.add(new ServicePlan(name, after(service), replicas(service)));
    }
    if (!options.has(Choice.NO_DEPENDENCIES) && !options.has(Choice.NO_START)) {
      plans.addAll(dependents(planned));
    }
    return new Plan(plans, orphans);
  }

  /** Of services that the user did not name, those that are restarted with the named ones. */
  private List<ServicePlan> dependents(List<String> planned) {
    List<ServicePlan> plans = new ArrayList<>();
    for (String name : ServiceOrder.of(project.services().keySet(), dependencies(project))) {
      Service service = service(project, name);
      if (planned.contains(name)) {
        continue;
      }
      List<ReplicaPlan> replicas = new ArrayList<>();
      there(name).values().stream()
          .filter(Observed::running)
          .forEach(
              container ->
                  restart(service, container)
                      .ifPresent(
                          action ->
                              replicas.add(new ReplicaPlan(container.replica(), List.of(action)))));
      if (!replicas.isEmpty()) {
        plans.add(new ServicePlan(name, after(service), replicas));
      }
    }
    return plans;
  }

  private SortedMap<Integer, Observed> there(String service) {
    return byService.getOrDefault(service, new TreeMap<>());
  }

  /** Containers that are missing are made under their own numbers; those above go. */
  private List<ReplicaPlan> replicas(Service service) {
    SortedMap<Integer, Observed> there = there(service.name());
    List<Cause> scale = scaleCause(service, there);
    List<ReplicaPlan> plans = new ArrayList<>();
    for (Replica replica : service.replicas()) {
      Observed container = there.get(replica.number());
      List<Action> actions =
          container == null
              ? List.of(create(service, replica, Map.of(), scale))
              : actions(service, container);
      if (actions.stream().anyMatch(Action.Create.class::isInstance)) {
        created.add(replica);
        if (container != null || there.isEmpty()) {
          anew.add(service.name());
        }
      }
      plans.add(new ReplicaPlan(replica, actions));
    }
    for (Observed surplus : there.tailMap(service.scale() + 1).values()) {
      plans.add(
          new ReplicaPlan(surplus.replica(), List.of(new Action.Remove(surplus, scale, false))));
    }
    return plans;
  }

  /** Why containers come or go beside others. */
  private static List<Cause> scaleCause(Service service, SortedMap<Integer, Observed> there) {
    if (there.isEmpty()) {
      return List.of();
    }
    String words =
        there.size() == service.scale()
            ? "containers are numbered from 1 to " + service.scale()
            : "scale changed: " + there.size() + " to " + service.scale();
    return List.of(new Cause(Cause.Kind.SCALE, words, service.scalePosition()));
  }

  private List<Action> actions(Service service, Observed container) {
    List<Cause> causes = causes(service, container);
    if (!causes.isEmpty()) {
      boolean renew = options.has(Choice.RENEW_VOLUMES);
      return List.of(
          new Action.Remove(container, causes, renew),
          create(
              service,
              container.replica(),
              renew ? Map.of() : container.anonymousVolumes(),
              List.of()));
    }
    if (options.has(Choice.NO_START)) {
      return List.of(new Action.Keep(container));
    }
    if (!container.running()) {
      return List.of(new Action.Start(container));
    }
    return List.of(restart(service, container).orElseGet(() -> new Action.Keep(container)));
  }

  /** What {@code restart: true} makes of a container that runs. */
  private Optional<Action> restart(Service service, Observed container) {
    for (String other : service.dependsOn()) {
      boolean fresh = anew.contains(other);
      if (service.dependsOn(other).restart() && (fresh || restarted.contains(other))) {
        restarted.add(service.name());
        return Optional.of(
            new Action.Restart(
                container,
                List.of(
                    Cause.of(
                        Cause.Kind.DEPENDENCY,
                        "it depends on "
                            + other
                            + ", which is "
                            + (fresh ? "made anew" : "restarted")))));
      }
    }
    return Optional.empty();
  }

  private List<Cause> causes(Service service, Observed container) {
    if (options.has(Choice.NO_RECREATE)) {
      return List.of();
    }
    if (!container.configHash().equals(hashes.apply(container.replica()))) {
      List<Cause> known = changes.apply(service, container);
      return known.isEmpty()
          ? List.of(Cause.of(Cause.Kind.UNKNOWN, "its configuration or image changed"))
          : known;
    }
    if (options.has(Choice.FORCE_RECREATE)
        || (options.has(Choice.RECREATE_DEPENDENCIES)
            && !wanted(project, options).contains(service.name()))) {
      return List.of(Cause.of(Cause.Kind.ASKED, "asked for"));
    }
    if (options.has(Choice.RENEW_VOLUMES) && !container.anonymousVolumes().isEmpty()) {
      return List.of(Cause.of(Cause.Kind.ASKED, "its volumes are renewed"));
    }
    for (Map.Entry<NamespaceType, NamespaceChoice> shared : service.namespaces().entrySet()) {
      if (shared.getValue() instanceof NamespaceChoice.OfService of
          && created.contains(Replica.first(of.service()))
          && !(shared.getKey() == NamespaceType.NETWORK && outlives(of.service()))) {
        return List.of(Cause.of(Cause.Kind.DEPENDENCY, "it shares a namespace of " + of.service()));
      }
    }
    return List.of();
  }

  /** Whether a service's network namespace is there before and after its container. */
  private boolean outlives(String service) {
    Service owner = project.services().get(service);
    return owner != null && !owner.networking().attachments().isEmpty();
  }

  private Action.Create create(
      Service service, Replica replica, Map<String, String> volumes, List<Cause> causes) {
    return new Action.Create(
        replica,
        service.containerName(project.name(), replica.number()),
        hashes.apply(replica),
        volumes,
        causes);
  }
}
