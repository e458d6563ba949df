package jcompose.composer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import jcompose.composer.ComposerException;
import jcompose.composer.image.ImageStore;
import jcompose.composer.model.Hooks;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.plan.Plan;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.wiring.Wiring;
import jcompose.composer.wiring.WiringFile;
import jcompose.engine.Container;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.ContainerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The containers of one project, and what can be done with them.
 *
 * <p>Changes wait for each other; killing and looking never wait.
 */
public final class Stack implements AutoCloseable {
  private final String project;
  private final StackEvents events;
  private final ContainerEngine engine;
  private final VolumeStore volumes;
  private final EngineDirectories directories;
  private final ProjectClaim claim;
  private final Map<String, StackContainer> containers = new ConcurrentHashMap<>();
  private @Nullable Wiring wiring;

  /** The ids of containers that the user has stopped to start them right afterwards. */
  private final Set<String> betweenRuns = ConcurrentHashMap.newKeySet();

  private final Awaits awaits = new Awaits();
  private final EventLog log;
  private final ContainerFacts facts;
  private final Timers timers = new Timers();
  private final Restarts restarts;
  private final HealthProbes probes;
  private final ReentrantLock changes = new ReentrantLock(true);
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "stack");
            thread.setDaemon(true);
            return thread;
          });

  /** Takes over the containers that a project has on disk. */
  public Stack(String project, EngineDirectories directories, StackEvents events) {
    this.project = project;
    this.events = events;
    this.directories = directories;
    this.engine = ContainerEngine.open(directories);
    this.volumes = new VolumeStore(directories);
    this.claim = new ProjectClaim(directories, project);
    this.log = new EventLog(new EventFiles(directories, project), events);
    this.restarts =
        new Restarts(directories, timers, workers, this::startAgain, this::endedForGood, events);
    this.probes = new HealthProbes(directories, timers, workers, events, log, awaits::changed);
    this.facts = new ContainerFacts(containers, betweenRuns, restarts, probes);
    adopt(spec -> OneOffMark.from(spec.annotations()).map(OneOffMark::isOrphan).orElse(true));
    containers.values().forEach(restarts::adopt);
    adoptNetworks();
    restarts.go();
  }

  /** Takes over names and ports of containers that run. */
  private void adoptNetworks() {
    if (!new WiringFile(directories, project).exists()) {
      return;
    }
    Map<Replica, String> running = new LinkedHashMap<>();
    for (StackContainer container : containers.values()) {
      boolean goesOn = container.running() || restarts.waits(container.id());
      if (goesOn && !container.oneOff()) {
        running.put(container.replica(), container.id());
      }
    }
    if (!running.isEmpty()) {
      claim.read().ifPresent(claimed -> networks().adopt(claimed, running));
    }
  }

  private synchronized Wiring networks() {
    Wiring there = wiring;
    if (there == null) {
      there = new Wiring(project, directories, events::warning);
      wiring = there;
    }
    return there;
  }

  /** The project's networks; empty when there are none and none are wanted. */
  Optional<Wiring> networks(Project wanted) {
    return wanted.hasNetworks() || new WiringFile(directories, project).exists()
        ? Optional.of(networks())
        : Optional.empty();
  }

  private void settleNetworks() {
    openNetworks()
        .ifPresent(
            open ->
                open.settle(containers.values().stream().map(StackContainer::replica).toList()));
  }

  synchronized Optional<Wiring> openNetworks() {
    return Optional.ofNullable(wiring);
  }

  /** Takes over the containers of {@code run} whose commands have gone since the last look. */
  public void adoptOrphans() {
    adopt(
        spec ->
            !containers.containsKey(spec.id())
                && OneOffMark.from(spec.annotations()).filter(OneOffMark::isOrphan).isPresent());
  }

  private synchronized void adopt(Predicate<ContainerSpec> mine) {
    for (Container container :
        engine.adopt(
            spec ->
                Labels.projectOf(spec.annotations()).filter(project::equals).isPresent()
                    && mine.test(spec))) {
      StackContainer adopted = StackContainer.of(container);
      containers.put(adopted.id(), adopted);
      if (adopted.running()) {
        watch(adopted);
      }
    }
  }

  /** The project's name. */
  public String project() {
    return project;
  }

  /** Which container of which service annotations are of. */
  public static Replica replicaOf(Map<String, String> annotations) {
    return Labels.from(annotations).replica();
  }

  /** Whether any container runs, or will by itself. */
  public boolean anyRunning() {
    return !betweenRuns.isEmpty()
        || restarts.anyGoesOn()
        || containers.values().stream().anyMatch(StackContainer::running);
  }

  /** What is known of every container, ordered by name. */
  public List<ContainerState> states() {
    List<ContainerState> states = new ArrayList<>();
    containers.values().forEach(container -> states.add(container.container().state()));
    states.sort((a, b) -> a.spec().name().compareTo(b.spec().name()));
    return states;
  }

  /** The ids of containers that are frozen. */
  public List<String> paused() {
    return containers.values().stream()
        .filter(StackContainer::running)
        .filter(container -> container.container().paused())
        .map(StackContainer::id)
        .toList();
  }

  /**
   * Makes the containers what the project says.
   *
   * @param variables the values of those that secrets name, which are kept nowhere else
   * @throws StackException naming everything that failed
   */
  public void up(
      Project wanted, UpOptions options, Map<String, String> variables, Patience patience) {
    change(
        () -> {
          if (!containers.isEmpty()) {
            claim.check(wanted.directory());
          }
          Contents contents = new Contents(wanted, variables, claim.key(true));
          UpRun run = new UpRun(this, wanted, options, Optional.of(contents), patience);
          new ImageStore(directories())
              .using(
                  () -> {
                    Plan plan = run.plan();
                    claim.write(wanted);
                    run.execute(plan);
                  });
        });
  }

  /** Patience for one request, which is taken before the request waits for others. */
  public Patience patience() {
    return awaits.patience();
  }

  /**
   * Ends what changes under way, and those that stand in line, wait for: this one stops containers.
   */
  public void endWaits(String reason) {
    awaits.endAll(reason);
  }

  Awaits awaits() {
    return awaits;
  }

  ContainerFacts facts() {
    return facts;
  }

  /** What can be done with the containers that are there, without a file. */
  public ContainersThere there() {
    return new ContainersThere(this);
  }

  /** Carries a change out when no other one is under way. */
  void change(Runnable change) {
    changes.lock();
    try {
      change.run();
    } finally {
      settleNetworks();
      changes.unlock();
    }
  }

  /** Those of some services, without what was run beside them; no services are all there is. */
  List<StackContainer> of(Collection<String> services) {
    return containers.values().stream()
        .filter(
            container ->
                services.isEmpty()
                    || (services.contains(container.service()) && !container.oneOff()))
        .toList();
  }

  /** The ids of containers that the user has stopped to start them right afterwards. */
  Set<String> betweenRuns() {
    return betweenRuns;
  }

  /** Whether a container has ended and will be started again by itself. */
  boolean waits(StackContainer container) {
    return restarts.waits(container.id());
  }

  /** From now on nothing is given back before the change is over. */
  void beginNetworks() {
    openNetworks().ifPresent(Wiring::begin);
  }

  /** Forgets what networks hold for containers. */
  void removeFromNetworks(Collection<Replica> replicas) {
    if (new WiringFile(directories, project).exists()) {
      replicas.forEach(networks()::remove);
    }
  }

  /** Stops and deletes the containers of some services; the others go on. */
  public void remove(Collection<String> services, Optional<Duration> timeout) {
    changes.lock();
    try {
      Set<Replica> removed = ConcurrentHashMap.newKeySet();
      services.forEach(service -> removed.add(Replica.first(service)));
      forEachReversed(
          services,
          container -> {
            stop(container, timeout);
            delete(container);
            removed.add(container.replica());
          });
      removeFromNetworks(removed);
    } finally {
      changes.unlock();
    }
  }

  /**
   * Stops and deletes every container.
   *
   * @param removeVolumes whether the project's volumes go too
   */
  public void down(boolean removeVolumes, Optional<Duration> timeout) {
    changes.lock();
    try {
      Optional<Project> claimed = claim.read();
      beginNetworks();
      containers.values().forEach(this::endsByUser);
      forEachReversed(
          List.of(),
          container -> {
            stop(container, timeout);
            delete(container);
          });
      if (removeVolumes) {
        new VolumeRemoval(project, volumes, events).remove(claimed);
      }
      if (new WiringFile(directories, project).exists()) {
        networks().removeAll();
      }
      claim.remove();
      new EventFiles(directories, project).remove();
    } finally {
      changes.unlock();
    }
  }

  /** Each after those whose services need its own; no services are all. */
  void forEachReversed(Collection<String> services, Consumer<StackContainer> task) {
    Map<String, StackContainer> all = new LinkedHashMap<>();
    of(services).forEach(container -> all.put(container.id(), container));
    new ServiceGraph(workers)
        .run(StopOrder.of(all.values()), id -> Optional.ofNullable(all.get(id)).ifPresent(task));
  }

  void stop(StackContainer container, Optional<Duration> timeout) {
    endsByUser(container);
    new Stopping(this, container, timeout).run();
  }

  /** Its next end is its last, and if it waits for its next start, that was it. */
  void endsByUser(StackContainer container) {
    if (restarts.stops(container)) {
      endedForGood(container);
    }
  }

  /** There is no next start of what had ended: nobody waits for it any more. */
  void endedForGood(StackContainer container) {
    openNetworks().ifPresent(open -> open.ended(container.id()));
    container
        .container()
        .state()
        .exit()
        .ifPresent(status -> events.exited(container.id(), container.service(), status, false));
    awaits.changed();
  }

  void delete(StackContainer container) {
    container.container().delete();
    containers.remove(container.id());
    restarts.forget(container.id());
    log.deleted(container);
    events.progress("Container " + container.name(), "Removed");
    awaits.changed();
  }

  Optional<StackContainer> container(String id) {
    return Optional.ofNullable(containers.get(id));
  }

  void add(StackContainer container) {
    containers.put(container.id(), container);
  }

  /**
   * Starts a container.
   *
   * @param service its service; null when the file has it no more
   * @param patience how long its hooks may take
   * @throws ComposerException naming the hook that failed; the container is stopped then
   */
  void start(StackContainer container, @Nullable Service service, Patience patience) {
    Instant since = Instant.now();
    restarts.starts(container);
    if (container.running()) { // its policy was faster
      events.started(container.id(), container.replica(), since);
      return;
    }
    if (service != null) {
      openNetworks().ifPresent(open -> open.starting(container.replica(), container.id()));
    }
    try {
      container.container().start();
    } catch (RuntimeException failure) {
      restarts.notStarted(container);
      endedForGood(container); // it may have waited for a start of its own
      throw failure;
    }
    started(container, since);
    Hooks hooks = service == null ? container.labels().hooks() : service.life().hooks();
    new HookRuns(this, container, hooks).started(patience);
    events.progress("Container " + container.name(), "Started");
  }

  /** Its name, address and ports were kept for it. */
  private void startAgain(StackContainer container) {
    Instant since = Instant.now();
    openNetworks()
        .ifPresent(
            open ->
                claim
                    .read()
                    .map(claimed -> claimed.services().get(container.service()))
                    .ifPresent(service -> open.attach(container.replica())));
    container.container().start();
    events.progress("Container " + container.name(), "Restarted");
    started(container, since);
    workers.execute(new HookRuns(this, container)::startedAgain);
  }

  private void started(StackContainer container, Instant since) {
    events.started(container.id(), container.replica(), since);
    log.tell(container, "start");
    if (betweenRuns.contains(container.id())) {
      log.tell(container, "restart");
    }
    watch(container); // its end is told after its start
    awaits.changed();
  }

  private void watch(StackContainer container) {
    log.runs(container);
    probes.started(container);
    CompletableFuture<Void> unused =
        container
            .container()
            .exit()
            .thenAccept(
                status -> {
                  probes.ended(container.id());
                  log.died(container, status);
                  boolean again = restarts.ended(container, status);
                  if (again) {
                    container.note(directories, events, status);
                  } else {
                    openNetworks().ifPresent(open -> open.ended(container.id()));
                  }
                  boolean soon = again || betweenRuns.contains(container.id());
                  events.exited(container.id(), container.service(), status, soon);
                  awaits.changed();
                });
  }

  Collection<StackContainer> containers() {
    return containers.values();
  }

  ProjectClaim claim() {
    return claim;
  }

  ContainerEngine engine() {
    return engine;
  }

  VolumeStore volumes() {
    return volumes;
  }

  EngineDirectories directories() {
    return directories;
  }

  EventLog log() {
    return log;
  }

  StackEvents events() {
    return events;
  }

  ExecutorService workers() {
    return workers;
  }

  /** Stops watching; running containers go on. */
  @Override
  public void close() {
    timers.close();
    workers.shutdownNow();
    openNetworks().ifPresent(Wiring::close);
    engine.close();
  }
}
