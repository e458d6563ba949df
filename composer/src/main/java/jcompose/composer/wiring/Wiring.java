package jcompose.composer.wiring;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import jcompose.composer.ComposerException;
import jcompose.composer.dns.ProjectZone;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.AddressPlanner;
import jcompose.composer.network.ContainerNetwork;
import jcompose.engine.EngineDirectories;
import jcompose.engine.EngineException;
import jcompose.engine.Networks;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.PublishedPort;
import jcompose.engine.state.LockFile;
import org.jspecify.annotations.Nullable;

/**
 * The networks of one project, held by its supervisor: names and ports are answered by this
 * process, all else stays when it ends and is found again.
 *
 * <p>A change is {@link #plan}, {@link #make}, then for each container {@link #attach} and {@link
 * #starting}, and at its end {@link #settle}. Only one change goes on at a time, but containers are
 * attached in parallel.
 */
public final class Wiring implements AutoCloseable {
  private static final long LONGEST_END_SECONDS = 10;

  private final WiringFile file;
  private final String project;
  private final EngineDirectories directories;
  private final Consumer<String> warnings;
  private final Networks networks;
  private final HeldPorts ports;
  private final NamesFolder shared;
  private final ContainerNames names;
  private final Links links;
  private final Attaching attaching;

  /** Which container runs, or is about to, by {@code SERVICE-NUMBER}: its id. */
  private final Map<String, String> present = new ConcurrentHashMap<>();

  /** What is done beside: names, and what follows from a container's end. */
  private final ExecutorService beside =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "names and ports");
            thread.setDaemon(true);
            return thread;
          });

  /** Whether somebody came or went since the names were told. */
  private final AtomicBoolean stale = new AtomicBoolean();

  private volatile @Nullable Wired current;
  private @Nullable Wired before;
  private volatile boolean changing;
  private @Nullable LockFile lock;

  /**
   * Those of a project; nothing is made.
   *
   * @param warnings told of what the user should know although nothing failed
   */
  public Wiring(String project, EngineDirectories directories, Consumer<String> warnings) {
    this.project = project;
    this.directories = directories;
    this.warnings = warnings;
    this.file = new WiringFile(directories, project);
    this.networks = Networks.open(directories);
    this.ports = new HeldPorts(networks);
    this.shared = new NamesFolder(directories.run(), project);
    this.names = new ContainerNames(networks, project, shared);
    this.links = new Links(networks, new LinkFile(directories, project), warnings);
    this.attaching = new Attaching(networks, project, links);
    beside.execute(names::start);
  }

  /**
   * What a project's services would have now; nothing is made or held.
   *
   * @param there the containers that they have
   */
  public static ServiceNetworks foresee(
      Project project, Collection<Replica> there, EngineDirectories directories) {
    try (Networks networks = Networks.open(directories)) {
      WiringFile file = new WiringFile(directories, project.name());
      Around.Found found = new Around(networks, file).look(project);
      AddressPlan plan = AddressPlanner.plan(project, highest(there), found.surroundings());
      return new ServiceNetworks(project, plan, directories.run());
    }
  }

  /**
   * Decides on the addresses. Until {@link #make} or {@link #settle} no other project can.
   *
   * @param there the containers that the services have
   * @throws jcompose.composer.ComposerException when something cannot be had, with its place
   */
  public ServiceNetworks plan(Project wanted, Collection<Replica> there) {
    changing = true;
    lock = LockFile.acquire(directories.run().resolve("locks").resolve("networks"));
    file.read().ifPresent(record -> ports.remember(record.ports()));
    Around.Found found = new Around(networks, file).look(wanted);
    AddressPlan plan = AddressPlanner.plan(wanted, highest(there), found.surroundings());
    ServiceNetworks services = new ServiceNetworks(wanted, plan, directories.run());
    EngineSpecs specs = new EngineSpecs(project, plan, found.owners());
    Fitness fitness = new Fitness(services, specs);
    if (!fitness.problems().isEmpty()) {
      throw new ComposerException(String.join("\n", fitness.problems()));
    }
    fitness.warnings().forEach(warnings);
    if (plan.networks().values().stream().anyMatch(each -> each.network().hasInterfaces())) {
      networks.lackingRules().map(Fitness::withoutRules).ifPresent(warnings);
    }
    before = current;
    current = new Wired(wanted, services, specs);
    return services;
  }

  private static Map<String, Integer> highest(Collection<Replica> there) {
    Map<String, Integer> highest = new HashMap<>();
    there.forEach(replica -> highest.merge(replica.service(), replica.number(), Math::max));
    return highest;
  }

  /**
   * Makes what services need before any of them starts.
   *
   * @param services those that are brought up; others that run go on as they are
   * @param replicas those of their containers that there will be
   * @throws jcompose.composer.ComposerException naming ports that are taken, or networks in which
   *     others go on and that are not what they were
   * @throws EngineException when the kernel refuses
   */
  public void make(Collection<String> services, Collection<Replica> replicas) {
    Wired now = current();
    demandNetworksOfOthers(now, services);
    file.write(new WiringRecord(now.plan(), ports.all()));
    List<NetworkSpec> made = now.specs().networks(now.keys(services, networks.names(project)));
    made.forEach(networks::create);
    unlock();
    Map<String, Service> containers = now.containers(replicas);
    ports.take(containers);
    file.write(new WiringRecord(now.plan(), ports.all()));
    CompletableFuture<Void> rules = CompletableFuture.runAsync(() -> apply(now, made), beside);
    attaching.makeNamespaces(now, containers.keySet());
    attaching.cables(now);
    attaching
        .reattach(now, id -> present.containsKey(id) && containers.containsKey(id))
        .forEach(link -> warnings.accept(link + " was gone, and is made again"));
    join(rules);
    links.refresh(now.links());
    beside.execute(() -> refresh(now));
  }

  private void demandNetworksOfOthers(Wired now, Collection<String> services) {
    Wired then = before;
    if (then == null) {
      return;
    }
    List<String> problems =
        then.cutOff(
            now,
            container ->
                present.containsKey(container.id()) && !services.contains(container.service()));
    if (!problems.isEmpty()) {
      current = then;
      throw new ComposerException(String.join("\n", problems));
    }
  }

  /**
   * Does to links what a user wants.
   *
   * @throws ComposerException when the order makes no sense
   * @throws EngineException when the kernel refuses; all is as before then
   */
  public void change(LinkOrder order) {
    links.change(current().links(), order);
  }

  /** Containers that go on are asked for by other names, perhaps, and have other links. */
  private void refresh(Wired now) {
    zone(now);
    for (ContainerNetwork container : now.plan().containers()) {
      Service service = now.project().services().get(container.service());
      if (service != null && present.containsKey(container.id())) {
        names.answer(container.id(), ProjectZone.asker(now.project(), service));
      }
    }
  }

  /** Puts the rules in place of those before. */
  private void apply(Wired now, List<NetworkSpec> made) {
    List<PublishedPort> published = new ArrayList<>();
    Map<String, List<InetAddress>> targets = now.targets();
    ports
        .active()
        .forEach(
            (id, own) -> {
              List<InetAddress> to = targets.getOrDefault(id, List.of());
              own.forEach(port -> now.specs().published(port, to).ifPresent(published::add));
            });
    for (String setting : networks.apply(project, made, published)) {
      warnings.accept(
          setting + " was off, and is on now: without it no container reaches other machines");
    }
    targets.forEach(ports::lead);
  }

  /** Gives a container, which does not run, all of its links and addresses. */
  public void attach(Replica replica) {
    Wired now = current();
    Optional<ContainerNetwork> kept = now.kept(replica);
    if (kept.isEmpty()) {
      return;
    }
    ContainerNetwork container = kept.get();
    attaching.attach(now, container);
    if (!container.interfaces().isEmpty()) {
      names.open(container.id());
    }
  }

  /**
   * A container is about to start: from now on others find it by its names.
   *
   * @param containerId its id, by which {@link #ended} knows it
   */
  public void starting(Replica replica, String containerId) {
    Wired now = current();
    Service service = now.project().services().get(replica.service());
    if (service == null) {
      return;
    }
    now.kept(replica)
        .filter(container -> !container.interfaces().isEmpty())
        .ifPresent(
            container -> {
              present.put(container.id(), containerId);
              stale.set(true);
              beside.execute(
                  () -> {
                    zoneUnlessNewer(now);
                    names.answer(container.id(), ProjectZone.asker(now.project(), service));
                  });
            });
  }

  /** A container has ended: nobody finds it any more, and its ports are free. */
  public void ended(String containerId) {
    if (!present.values().remove(containerId)) {
      return;
    }
    stale.set(true);
    beside.execute(
        () -> {
          Wired now = current;
          if (now != null) {
            zoneUnlessNewer(now);
          }
          if (!changing) {
            release();
          }
        });
  }

  /** Of many that start or end together only the first has to tell of all. */
  private void zoneUnlessNewer(Wired now) {
    if (stale.get()) {
      zone(now);
    }
  }

  private void zone(Wired now) {
    stale.set(false); // who comes from now on is told of anew
    names.zone(
        ProjectZone.of(
            now.project(), now.plan(), container -> present.containsKey(container.id())));
  }

  private void release() {
    Wired now = current;
    if (now != null && ports.release(present.keySet())) {
      apply(now, now.specs().networks(now.keys(List.of(), networks.names(project))));
    }
  }

  /**
   * Ends a change, whether it succeeded or not.
   *
   * @param kept all containers that there are
   */
  public void settle(Collection<Replica> kept) {
    unlock();
    changing = false;
    Wired now = current;
    if (now == null) {
      return;
    }
    now = forgetSurplus(now, kept);
    Set<String> ids = new HashSet<>();
    kept.forEach(replica -> ids.add(replica.toString()));
    now.plan().containers().forEach(container -> ids.add(container.id()));
    for (String id : networks.namespaces(project)) {
      if (!ids.contains(id)) {
        removeContainer(id);
      }
    }
    if (kept.stream().map(Replica::service).allMatch(now.project().services()::containsKey)) {
      Set<String> wanted = new HashSet<>();
      now.plan().networks().values().forEach(each -> wanted.add(each.network().name()));
      Set<String> gone = new HashSet<>(networks.names(project));
      gone.removeAll(wanted);
      gone.forEach(name -> networks.remove(project, name));
    }
    beside.execute(this::release);
  }

  /** Of containers beyond the first that are no more, nothing stays, not even addresses. */
  private Wired forgetSurplus(Wired now, Collection<Replica> kept) {
    List<Replica> gone =
        now.plan().containers().stream()
            .map(ContainerNetwork::replica)
            .filter(replica -> replica.number() > 1 && !kept.contains(replica))
            .toList();
    if (gone.isEmpty()) {
      return now;
    }
    file.read() // which another plan may be in, when this one was not carried out
        .filter(
            record -> record.plan().containers().stream().anyMatch(c -> gone.contains(c.replica())))
        .ifPresent(
            record -> file.write(new WiringRecord(record.plan().without(gone), ports.all())));
    Wired rest = now.without(gone);
    current = rest;
    return rest;
  }

  /** Removes what a container had. */
  public void remove(Replica replica) {
    removeContainer(replica.toString());
  }

  private void removeContainer(String id) {
    present.remove(id);
    beside.execute(() -> names.forget(id));
    networks.removeNamespace(project, id);
    links.forget(id);
  }

  /** Says that containers are about to end, whose ports need not be given back one by one. */
  public void begin() {
    changing = true;
  }

  /** Removes what a {@link #make} that failed has made, of which there may be nothing. */
  public void undo() {
    boolean any = !networks.namespaces(project).isEmpty() || !networks.names(project).isEmpty();
    if (any) {
      removeAll();
    } else {
      links.forgetAll();
      file.remove(); // who may make nothing may not remove anything either
      current = null;
    }
  }

  /** Removes all that there is, whoever made it. */
  public void removeAll() {
    changing = true;
    present.clear();
    current = null;
    unlock();
    join(
        CompletableFuture.runAsync(
            () -> {
              networks.namespaces(project).forEach(names::forget);
              ports.release(Set.of());
              shared.remove();
              links.forgetAll();
              if (!new Guests(networks, file, warnings).keep()) {
                networks.removeProject(project);
                file.remove();
              }
            },
            beside));
    changing = false;
  }

  private static void join(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  /**
   * Takes over what a supervisor before this one held: names and ports.
   *
   * @param claimed the project as it was last brought up
   * @param running the ids of containers that run
   */
  public void adopt(Project claimed, Map<Replica, String> running) {
    Optional<WiringRecord> found = file.read();
    if (found.isEmpty()) {
      return;
    }
    WiringRecord record = found.get();
    ports.remember(record.ports());
    Map<String, String> owners = new HashMap<>();
    networks.list().forEach(state -> owners.put(state.name(), state.project()));
    Wired now =
        new Wired(
            claimed,
            new ServiceNetworks(claimed, record.plan(), directories.run()),
            new EngineSpecs(project, record.plan(), owners));
    current = now;
    Set<String> there = Set.copyOf(networks.namespaces(project));
    Map<String, List<InetAddress>> targets = now.targets();
    running.forEach(
        (replica, containerId) ->
            now.kept(replica)
                .filter(container -> there.contains(container.id()))
                .filter(container -> !container.interfaces().isEmpty())
                .ifPresent(
                    container -> {
                      names.open(container.id());
                      starting(replica, containerId);
                      ports.retake(container.id()).forEach(warnings);
                      ports.lead(container.id(), targets.getOrDefault(container.id(), List.of()));
                    }));
    links.takeOver(now.links());
  }

  private Wired current() {
    return Objects.requireNonNull(current, "planned before");
  }

  private void unlock() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  /** Lets go of names and ports; all else stays. */
  @Override
  public void close() {
    beside.shutdown();
    try {
      if (!beside.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        beside.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    names.close();
    networks.close();
  }
}
