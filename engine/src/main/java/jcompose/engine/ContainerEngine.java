package jcompose.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import jcompose.engine.cgroup.Cgroups;
import jcompose.engine.cgroup.OomWatcher;
import jcompose.engine.launch.ExitWatcher;
import jcompose.engine.launch.KernelVersion;
import jcompose.engine.launch.NetworkSpare;
import jcompose.engine.log.LogPump;
import jcompose.engine.security.SeccompFilters;
import jcompose.engine.spec.ContainerSpec;

/** The engine's door. One per process; it needs root. */
public final class ContainerEngine implements AutoCloseable {
  /** mount_setattr; clone3, openat2 and the rest are older. */
  private static final KernelVersion OLDEST = new KernelVersion(5, 12);

  private final EngineParts parts;
  private final ExecutorService workers;
  private final CompletableFuture<Void> prepared;
  private final List<Container> containers = new ArrayList<>();

  private ContainerEngine(
      EngineParts parts, ExecutorService workers, CompletableFuture<Void> prepared) {
    this.parts = parts;
    this.workers = workers;
    this.prepared = prepared;
  }

  /**
   * Checks the machine, makes this process non-dumpable and starts the event loop and the log pump.
   *
   * @param problems told of what goes wrong where no caller is waiting: a log or a state that a
   *     full disk does not take
   * @throws EngineException when this is not root or the kernel lacks something
   */
  public static ContainerEngine open(EngineDirectories directories, Consumer<String> problems) {
    HostProcess.requireRoot();
    KernelVersion kernel = KernelVersion.current();
    if (!kernel.isAtLeast(OLDEST.major(), OLDEST.minor())) {
      throw new EngineException(
          "Linux "
              + kernel.major()
              + "."
              + kernel.minor()
              + " is too old: containers need 5.12 or newer");
    }
    HostProcess.makeNonDumpable();
    HostProcess.keepExitCodes();
    ExecutorService workers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "container end");
              thread.setDaemon(true);
              return thread;
            });
    EngineParts parts =
        new EngineParts(
            directories,
            Machine.read(),
            new SeccompFilters(directories.filters()),
            Cgroups.detect(directories.cgroupParent()),
            LogPump.open(problems),
            new ExitWatcher(),
            new OomWatcher(),
            new NetworkSpare(),
            workers,
            problems);
    CompletableFuture<Void> prepared =
        CompletableFuture.runAsync(
            () -> parts.filters().prepare(Capabilities.DOCKER_DEFAULT), workers);
    return new ContainerEngine(parts, workers, prepared);
  }

  /** The same; problems with logs go to standard error. */
  public static ContainerEngine open(EngineDirectories directories) {
    return open(directories, problem -> System.err.println("jcompose: " + problem));
  }

  /**
   * What would keep a container from starting, as far as it can be known before; nothing is made.
   *
   * @param spec its mounts' sources and the containers that it joins need not be there yet
   */
  public List<SpecProblem> check(ContainerSpec spec) {
    return new SpecCheck(parts.cgroups(), spec).problems();
  }

  /**
   * Writes a new container to disk without starting it.
   *
   * @throws EngineException when the id exists already
   */
  public Container create(ContainerSpec spec) {
    ContainerFolder folder = new ContainerFolder(parts.directories(), spec.id());
    if (folder.exists()) {
      throw new EngineException(spec.name() + ": container " + spec.shortId() + " exists already");
    }
    ContainerRecord record = ContainerRecord.created(spec);
    folder.create(record);
    return add(new Container(parts, record));
  }

  /**
   * Takes over the containers on disk: running ones are watched and their output read again, dead
   * ones are reported as exited, half-made and half-deleted ones are removed.
   *
   * @param mine which ones; the others are left alone
   */
  public List<Container> adopt(Predicate<ContainerSpec> mine) {
    UnfinishedFolders.sweep(parts.directories());
    List<Container> adopted = new ArrayList<>();
    for (String id : ContainerFolder.ids(parts.directories())) {
      new Adoption(parts, id).adopt(mine).map(this::add).ifPresent(adopted::add);
    }
    new VolumeMounts(parts.directories()).release(); // of containers that ended unseen
    return adopted;
  }

  /** What the disk says of all containers, without touching any. */
  public static List<ContainerState> list(EngineDirectories directories) {
    List<ContainerState> states = new ArrayList<>();
    for (String id : ContainerFolder.ids(directories)) {
      new ContainerFolder(directories, id).read().map(Adoption::observed).ifPresent(states::add);
    }
    return states;
  }

  /**
   * Sends a signal to the first process of a container that another process holds; nothing happens
   * when it does not run.
   */
  public static void signal(EngineDirectories directories, String id, int signal) {
    new ContainerFolder(directories, id)
        .read()
        .flatMap(ContainerRecord::process)
        .flatMap(OpenJoins::process)
        .map(PidDescriptor::new)
        .ifPresent(
            process -> {
              process.signal(signal);
              process.end();
            });
  }

  /** What this machine cannot limit and such a container does without, as Docker lets it. */
  public List<String> warnings(ContainerSpec spec) {
    return parts.cgroups().leftOut(spec.resources());
  }

  /**
   * What starting such a container does, one call a line; nothing is made or started.
   *
   * @throws EngineException naming the container and what it cannot have
   */
  public static String explain(EngineDirectories directories, ContainerSpec spec) {
    return Explanation.whole(directories, spec);
  }

  /** Stops watching; running containers go on. */
  @Override
  public void close() {
    parts.watcher().close();
    parts.oomWatcher().close();
    synchronized (containers) {
      containers.forEach(Container::forget);
    }
    parts.pump().close();
    prepared.handle((done, failure) -> failure).join(); // it writes to the store
    parts.networks().close();
    parts.cgroups().leave();
    workers.shutdown();
  }

  private Container add(Container container) {
    synchronized (containers) {
      containers.add(container);
    }
    return container;
  }
}
