package jcompose.composer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jcompose.composer.ComposerException;
import jcompose.composer.life.LastAct;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.plan.Action;
import jcompose.composer.plan.After;
import jcompose.composer.plan.Cause;
import jcompose.composer.plan.Made;
import jcompose.composer.plan.Observed;
import jcompose.composer.plan.Plan;
import jcompose.composer.plan.Planner;
import jcompose.composer.plan.ReplicaPlan;
import jcompose.composer.plan.ServicePlan;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.wiring.ServiceNetwork;
import jcompose.composer.wiring.ServiceNetworks;
import jcompose.composer.wiring.Wiring;
import jcompose.engine.EngineException;
import jcompose.engine.ProgramNotRunException;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Mount;
import jcompose.engine.state.IoReason;
import org.jspecify.annotations.Nullable;

/** One {@code up}: plans and carries the plan out. */
final class UpRun {
  private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");

  private final Stack stack;
  private final Project project;
  private final UpOptions options;
  private final MountedImages mounted;
  private final Optional<Contents> contents;
  private final Patience patience;
  private final DependencyWait waits;
  private Optional<ServiceNetworks> networks = Optional.empty();
  private final Map<String, ServiceImage> images = new LinkedHashMap<>();
  private final Map<Replica, MadeJson> made = new ConcurrentHashMap<>();
  private final ContainerIds ids = new ContainerIds();
  private final Map<String, StackContainer> before = new ConcurrentHashMap<>();

  /**
   * @param contents of configs and secrets; empty when no container is made
   * @param patience how long it waits for what services need of others
   */
  UpRun(
      Stack stack,
      Project project,
      UpOptions options,
      Optional<Contents> contents,
      Patience patience) {
    this.waits = new DependencyWait(stack, patience, this::containersOf);
    this.patience = patience;
    this.contents = contents;
    this.stack = stack;
    this.project = project;
    this.options = options;
    this.mounted = new MountedImages(stack.directories());
  }

  /**
   * What is to be done; nothing has been changed yet.
   *
   * @throws ComposerException when something of it can be seen to fail
   */
  Plan plan() {
    Contents granted = contents.orElseThrow();
    look();
    MadeFrom madeFrom = new MadeFrom(stack.directories());
    for (String name : Planner.services(project, options)) {
      Service service = Optional.ofNullable(project.services().get(name)).orElseThrow();
      ServiceImage image = ServiceImage.find(stack.directories(), service);
      images.put(name, image);
      Made from =
          new Made(
              Counting.of(service),
              image.identity(),
              mounted.find(service),
              granted.hashes(service),
              List.of());
      service
          .replicas()
          .forEach(
              one ->
                  made.put(one, MadeJson.of(from.in(network(service, one.number()).identity()))));
    }
    List<Observed> observed = before.values().stream().map(StackContainer::observed).toList();
    Plan plan =
        Planner.up(
            project,
            replica -> made(replica).hash(),
            observed,
            options,
            (service, there) ->
                madeFrom.changes(there.id(), made(there.replica()).made(), service));
    new Preflight(stack, project, images, granted, ids.byService()).check(plan);
    return plan;
  }

  private MadeJson made(Replica replica) {
    return Optional.ofNullable(made.get(replica)).orElseThrow();
  }

  /** The services that the options name; what they need is not among them. */
  List<String> services() {
    return options.services();
  }

  /** The services that the options name, and what they need. */
  List<String> withNeeded() {
    return Planner.services(project, options);
  }

  private void look() {
    for (StackContainer container : stack.containers()) {
      if (container.oneOff()) {
        continue;
      }
      before.put(container.id(), container);
      ids.put(container.replica(), container.id());
    }
    networks = stack.networks(project).map(wiring -> wiring.plan(project, ids.replicas()));
  }

  /**
   * What is to be done so that containers run that are there; none is made or compared with the
   * file.
   *
   * @throws ComposerException when a service has none
   */
  Plan planStart() {
    look();
    List<ServicePlan> plans = new ArrayList<>();
    for (String name : Planner.services(project, options)) {
      Service service = Optional.ofNullable(project.services().get(name)).orElseThrow();
      List<Observed> there = containersOf(name).stream().map(StackContainer::observed).toList();
      if (there.isEmpty() && service.scale() > 0) {
        throw new ComposerException(
            "service '" + name + "' has no container; make it with 'jcompose up -d " + name + "'");
      }
      plans.add(
          new ServicePlan(
              name, Planner.after(service), there.stream().map(UpRun::started).toList()));
    }
    Plan plan = new Plan(plans, List.of());
    List<String> problems =
        HealthConditions.problems(
            plan,
            name ->
                containersOf(name).stream()
                    .findFirst()
                    .map(there -> there.labels().probing().isPresent()));
    if (!problems.isEmpty()) {
      throw new ComposerException(String.join("\n", problems));
    }
    return plan;
  }

  private static ReplicaPlan started(Observed container) {
    return new ReplicaPlan(
        container.replica(),
        List.of(container.running() ? new Action.Keep(container) : new Action.Start(container)));
  }

  private List<StackContainer> containersOf(String service) {
    return ids.of(service).stream().flatMap(id -> stack.container(id).stream()).toList();
  }

  private ServiceNetwork network(Service service, int number) {
    return networks.map(all -> all.of(service, number)).orElse(ServiceNetwork.NONE);
  }

  void execute(Plan plan) {
    makeNetworks(plan);
    new NamedVolumes(project, stack.volumes(), stack.events()).prepare(created(plan));
    warnOfSecrets(plan);
    orphans(plan);
    Map<String, ServicePlan> plans = new LinkedHashMap<>();
    Map<String, List<String>> after = new LinkedHashMap<>();
    for (ServicePlan service : plan.services()) {
      plans.put(service.service(), service);
      after.put(service.service(), service.after().stream().map(After::service).toList());
    }
    new ServiceGraph(stack.workers(), new OptionalDependencies(project, options, stack.events()))
        .run(after, name -> carryOut(Optional.ofNullable(plans.get(name)).orElseThrow(), plans));
  }

  private void carryOut(ServicePlan plan, Map<String, ServicePlan> plans) {
    Service service = Optional.ofNullable(project.services().get(plan.service())).orElseThrow();
    for (After after : plan.after()) {
      if (hasContainers(plan)
          && hasContainers(plans.get(after.service()))
          && !options.has(UpOptions.Choice.NO_START)) {
        waits.await(service, after);
      }
    }
    if (plan.replicas().size() == 1) {
      plan.actions().forEach(action -> perform(plan.service(), action));
      return;
    }
    Map<String, ReplicaPlan> replicas = new LinkedHashMap<>();
    Map<String, List<String>> after = new LinkedHashMap<>();
    for (ReplicaPlan replica : plan.replicas()) {
      replicas.put(replica.replica().toString(), replica);
      after.put(replica.replica().toString(), List.of());
    }
    new ServiceGraph(stack.workers())
        .run(
            after,
            name ->
                Optional.ofNullable(replicas.get(name)).orElseThrow().actions().stream()
                    .forEach(action -> perform(plan.service(), action)));
  }

  /** A service of which the files want no container is not waited for. */
  private static boolean hasContainers(@Nullable ServicePlan plan) {
    return plan != null && plan.replicas().stream().anyMatch(ReplicaPlan::stays);
  }

  /** Before anything else, so that what is missing is told while all is as it was. */
  private void makeNetworks(Plan plan) {
    if (networks.isEmpty()) {
      return;
    }
    Wiring wiring = stack.networks(project).orElseThrow();
    try {
      wiring.make(
          plan.services().stream().map(ServicePlan::service).toList(),
          plan.services().stream()
              .flatMap(service -> service.replicas().stream())
              .filter(ReplicaPlan::stays)
              .map(ReplicaPlan::replica)
              .toList());
    } catch (RuntimeException failure) {
      if (stack.containers().isEmpty()) {
        undo(wiring, failure);
      }
      throw failure;
    }
  }

  private static void undo(Wiring wiring, RuntimeException failure) {
    try {
      wiring.undo();
    } catch (RuntimeException further) {
      failure.addSuppressed(further);
    }
  }

  /** A run folder is memory on most machines; where it is a disk, secrets are on it for a while. */
  private void warnOfSecrets(Plan plan) {
    boolean any =
        plan.services().stream()
            .map(planned -> project.services().get(planned.service()))
            .filter(Objects::nonNull)
            .anyMatch(GrantedFiles::anySecret);
    Path run = stack.directories().run();
    try {
      if (any && !MEMORY.contains(Files.getFileStore(run).type())) {
        stack
            .events()
            .warning(
                "secrets are kept in "
                    + run
                    + " while their containers exist, which is not in memory (tmpfs) but on a"
                    + " disk; set JCOMPOSE_RUN to a folder in memory");
      }
    } catch (IOException e) {
      throw new ComposerException(run + " cannot be looked at: " + IoReason.of(e), e);
    }
  }

  private Map<String, ServiceImage> created(Plan plan) {
    Map<String, ServiceImage> created = new LinkedHashMap<>();
    for (ServicePlan service : plan.services()) {
      if (service.actions().stream().anyMatch(Action.Create.class::isInstance)) {
        created.put(service.service(), Objects.requireNonNull(images.get(service.service())));
      }
    }
    return created;
  }

  private void orphans(Plan plan) {
    if (plan.orphans().isEmpty()) {
      return;
    }
    if (!options.has(UpOptions.Choice.REMOVE_ORPHANS)) {
      stack
          .events()
          .warning(
              "containers of services that are no longer in the file: "
                  + String.join(", ", plan.orphans().stream().map(Observed::name).toList())
                  + "; remove them with 'up --remove-orphans'");
      return;
    }
    plan.orphans().forEach(orphan -> remove(orphan, false));
  }

  private void perform(String service, Action action) {
    if (action instanceof Action.Keep keep) {
      boolean running = keep.container().running();
      stack
          .events()
          .progress("Container " + keep.container().name(), running ? "Running" : "Exists");
      if (running) {
        stack.events().started(keep.container().id(), keep.container().replica(), Instant.now());
      }
    } else if (action instanceof Action.Start start) {
      start(service, existing(start.container()));
    } else if (action instanceof Action.Restart restart) {
      restart(service, existing(restart.container()));
    } else if (action instanceof Action.Remove remove) {
      stack
          .events()
          .progress(
              "Container " + remove.container().name(),
              (isSurplus(remove.container()) ? "Remove: " : "Recreate: ")
                  + String.join("; ", remove.causes().stream().map(Cause::describe).toList()));
      remove(remove.container(), remove.renewVolumes());
    } else if (action instanceof Action.Create create) {
      StackContainer made = create(service, create);
      if (!options.has(UpOptions.Choice.NO_START)) {
        start(service, made);
      }
    }
  }

  /** Who follows it sees a start after its end. */
  private void restart(String service, StackContainer container) {
    stack.betweenRuns().add(container.id());
    try {
      stack.stop(container, Optional.empty());
      start(service, container);
    } finally {
      stack.betweenRuns().remove(container.id());
      if (!container.running() && !stack.waits(container)) {
        stack.endedForGood(container);
      }
    }
  }

  /** Whether the files want fewer containers of its service. */
  private boolean isSurplus(Observed container) {
    Service service = project.services().get(container.service());
    return service != null && container.replica().number() > service.scale();
  }

  private StackContainer existing(Observed observed) {
    return Optional.ofNullable(before.get(observed.id())).orElseThrow();
  }

  private void remove(Observed observed, boolean renewVolumes) {
    StackContainer container = existing(observed);
    stack.stop(container, Optional.empty());
    stack.delete(container);
    ids.remove(container.replica());
    if (renewVolumes) {
      observed.anonymousVolumes().values().forEach(stack.volumes()::remove);
    }
  }

  private StackContainer create(String name, Action.Create action) {
    Service service = Optional.ofNullable(project.services().get(name)).orElseThrow();
    ServiceImage image = Optional.ofNullable(images.get(name)).orElseThrow();
    String id = Ids.random();
    ServiceMounts mounts =
        new ServiceMounts(
            project,
            service,
            image,
            stack.volumes(),
            action.anonymousVolumes(),
            mounted,
            new GrantedFiles(stack.directories(), id, service),
            contents.orElseThrow(),
            this::mountsOf);
    mounts.prepare();
    Labels labels =
        Labels.of(
            project.name(),
            service,
            action.replica().number(),
            action.configHash(),
            image.label(),
            ContainerSpecs.stopSignal(service, image.config()),
            HealthDefaults.of(service.life().health(), image.config().health()),
            mounts.anonymousVolumes(),
            Instant.now().toString());
    ContainerSpec spec =
        ContainerSpecs.of(
            id,
            action.name(),
            service,
            image,
            mounts.mounts(),
            ids.byService(),
            network(service, action.replica().number()),
            labels);
    StackContainer container = StackContainer.of(stack.engine().create(spec));
    new MadeFrom(stack.directories()).write(id, made(action.replica()));
    stack
        .engine()
        .warnings(spec)
        .forEach(
            warning ->
                stack.events().warning(service.position() + ": services." + name + ": " + warning));
    stack.add(container);
    stack.log().tell(container, "create");
    ids.put(action.replica(), container.id());
    stack.events().progress("Container " + action.name(), "Created");
    return container;
  }

  private List<Mount> mountsOf(String service) {
    return stack.containers().stream()
        .filter(container -> container.id().equals(ids.byService().get(service)))
        .map(container -> container.container().spec().mounts())
        .findFirst()
        .orElseThrow(
            () ->
                new ComposerException(
                    "service '" + service + "' has no container whose volumes could be shared"));
  }

  private void start(String name, StackContainer container) {
    Service service = project.services().get(name);
    if (service != null) {
      contents.ifPresent(
          granted -> new GrantedFiles(stack.directories(), container.id(), service).write(granted));
    }
    try {
      if (service != null) {
        networks.ifPresent(
            planned -> stack.networks(project).orElseThrow().attach(container.replica()));
      }
      stack.start(container, service, patience);
    } catch (ProgramNotRunException e) {
      ProgramNotRunException placed = new ProgramNotRunException(at(name, e), e.exitCode());
      placed.initCause(e);
      throw refused(container, placed);
    } catch (EngineException e) {
      throw refused(container, new EngineException(at(name, e), e));
    }
  }

  private EngineException refused(StackContainer container, EngineException failure) {
    LastAct refusal = LastAct.refused(Instant.now(), String.valueOf(failure.getMessage()));
    container.note(stack.directories(), stack.events(), refusal);
    return failure;
  }

  private String at(String name, EngineException failure) {
    Service service = project.services().get(name);
    return (service == null ? name : service.position() + ": services." + name)
        + ": "
        + failure.getMessage();
  }
}
