package jcompose.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import jcompose.engine.ContainerRecord.Phase;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.cgroup.OomWatcher;
import jcompose.engine.launch.LaunchThread;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.ResourceChange;
import jcompose.engine.spec.Resources;
import jcompose.engine.state.LockFile;
import org.jspecify.annotations.Nullable;

/** One container. Its methods may be called by any thread. */
public final class Container {
  private static final int SIGKILL = 9;
  private static final int SIGSYS = 31;
  private static final int SIGNALLED = 128;
  private static final int UNKNOWN = 255;

  private final EngineParts parts;
  private final ContainerFolder folder;
  private ContainerRecord record;
  private @Nullable Run run;
  private @Nullable Runnable outOfMemory;
  private OomWatcher.Watch memoryWatch = () -> {};
  private CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
  private CompletableFuture<Void> noted = CompletableFuture.completedFuture(null);

  Container(EngineParts parts, ContainerRecord record) {
    this.parts = parts;
    this.record = record;
    this.folder = new ContainerFolder(parts.directories(), record.spec().id());
    record.exit().ifPresent(exit::complete);
  }

  /** What it was created from. */
  public synchronized ContainerSpec spec() {
    return record.spec();
  }

  /** What is known of it now. */
  public synchronized ContainerState state() {
    return record.state();
  }

  /**
   * Runs its process; after an exit, again on the same upper layer.
   *
   * @throws ProgramNotRunException when the program is not found (127) or not executable (126)
   * @throws EngineException when it runs already, or could not be made
   */
  public synchronized void start() {
    start(new LogRoute(parts, spec(), folder));
    parts.workers().execute(this::prepareForNext);
  }

  /**
   * The same with its streams here: none of them reaches its log while this process lives. Its
   * input ends with this process, and its output waits for another one then.
   *
   * @param size of its terminal when it begins
   */
  public synchronized Attachment startAttached(Optional<ExecSpec.Size> size) {
    AttachedRoute route = new AttachedRoute(size);
    try {
      start(route);
    } catch (RuntimeException failure) {
      route.close();
      throw failure;
    }
    return route.attachment();
  }

  private void start(StreamRoute route) {
    ContainerRecord before = record;
    if (before.phase() != Phase.CREATED && before.phase() != Phase.EXITED) {
      throw new EngineException(
          spec().name()
              + ": cannot start, it is "
              + before.phase().name().toLowerCase(java.util.Locale.ROOT));
    }
    ContainerRecord starting = before.starting(Instant.now());
    Set<String> volumes = VolumeMounts.of(spec());
    if (volumes.isEmpty()) {
      start(route, before, starting);
    } else {
      startOn(volumes, route, before, starting);
    }
  }

  private void start(StreamRoute route, ContainerRecord before, ContainerRecord starting) {
    Run started;
    noted.join(); // the start before this one has the lock until then
    RootLock held = folder.lockRoot();
    try {
      started =
          new ContainerStart(parts, spec(), folder, route)
              .start(() -> folder.write(RunRecord.of(starting)));
    } catch (RuntimeException failure) {
      held.close();
      save(before);
      throw failure;
    }
    ContainerRecord running = starting.running(started.process());
    run(started, running);
    noted =
        CompletableFuture.runAsync(
            () -> {
              try (held) {
                note(running, starting);
              }
            },
            parts.workers());
  }

  /** Their file systems are mounted first, and not unmounted before it is known to run. */
  private void startOn(
      Set<String> volumes, StreamRoute route, ContainerRecord before, ContainerRecord starting) {
    VolumeMounts mounts = new VolumeMounts(parts.directories());
    try {
      LockFile held = mounts.hold(volumes);
      try {
        start(route, before, starting);
        noted.join();
      } finally {
        held.close();
      }
    } catch (RuntimeException failure) {
      mounts.release();
      throw failure;
    }
  }

  /** Nobody waits for it: until it is there, the run is found by its cgroup. */
  private void note(ContainerRecord running, ContainerRecord starting) {
    noteRun(running);
    noteForNextBoot(starting);
  }

  /** Only a power cut asks for it, and that can as well come a moment earlier. */
  private void noteForNextBoot(ContainerRecord starting) {
    try {
      folder.write(starting);
    } catch (EngineException failure) {
      parts.problems().accept(starting.spec().name() + ": " + failure.getMessage());
    }
  }

  private void prepareForNext() {
    LaunchThread.prepare();
    parts.networks().prepare();
  }

  private void run(Run started, ContainerRecord running) {
    record = running;
    exit = new CompletableFuture<>();
    watch(started);
  }

  private void noteRun(ContainerRecord running) {
    try {
      folder.write(RunRecord.of(running));
    } catch (EngineException failure) { // it runs all the same, and is found by its cgroup
      parts.problems().accept(spec().name() + ": " + failure.getMessage());
    }
  }

  /** The end of the current or last run, after its last byte of output is in the log. */
  public synchronized CompletableFuture<ExitStatus> exit() {
    return exit.copy();
  }

  /** Sends a signal to its first process; nothing happens when it has ended. */
  public void signal(int signal) {
    Run current = current();
    if (current != null) {
      current.pidfd().signal(signal);
    }
  }

  /**
   * Whether a signal would do anything to its first process: the kernel does not let one end the
   * first of a PID namespace that has no handler for it.
   */
  public boolean hears(int signal) {
    Run current = current();
    if (current == null || !ownsPids() || spec().init()) {
      return current != null;
    }
    SignalMasks masks = SignalMasks.of(Integer.toString(current.process().pid()));
    return SignalMasks.has(masks.caught() | masks.blocked(), signal);
  }

  /** Kills everything in it; {@link #exit()} tells when that is done. */
  public void kill() {
    Run current = current();
    if (current != null) {
      current.pidfd().signal(SIGKILL);
      if (!ownsPids()) {
        current.cgroup().killAll();
      } else if (current.cgroup().frozen()) {
        current.cgroup().thaw(); // v1 does not let a frozen process die
      }
    }
  }

  /**
   * Stops all its processes where they stand.
   *
   * @throws EngineException when it does not run, or a process does not stand still
   */
  public void pause() {
    life("paused", run -> run.cgroup().freeze());
  }

  /**
   * Lets its processes go on.
   *
   * @throws EngineException when it does not run
   */
  public void unpause() {
    life("unpaused", run -> run.cgroup().thaw());
  }

  /** Whether {@link #pause()} stopped it. */
  public boolean paused() {
    Run current = current();
    return current != null && current.cgroup().frozen();
  }

  /** The processes in it, as this process's PID namespace numbers them; none when it has ended. */
  public List<Integer> processes() {
    Run current = current();
    return current == null ? List.of() : current.cgroup().pids();
  }

  /** A look at it from outside; empty when it has ended. */
  public Optional<ContainerView> view() {
    return Optional.ofNullable(current())
        .map(run -> new ContainerView(spec().name(), run.process()));
  }

  /** What it uses; empty when it has ended. */
  public Optional<ContainerStatistics> statistics() {
    return Optional.ofNullable(current()).map(run -> run.cgroup().statistics());
  }

  /**
   * Changes its limits, those of the running processes and of later runs; all of them, or none.
   *
   * @throws EngineException naming the limit that the kernel refuses
   */
  public synchronized void update(ResourceChange change) {
    Resources before = record.spec().resources();
    Resources after = change.appliedTo(before);
    Run current = run;
    if (current == null) {
      save(record.with(after));
      return;
    }
    CgroupSession cgroup = parts.cgroups().existing(spec().id(), spec().cgroupsPath());
    folder.beginUpdate(after);
    run = current.in(cgroup); // more groups than before, whatever comes of it
    current.cgroup().close();
    try {
      parts.cgroups().update(cgroup, change.touched(before));
    } catch (EngineException refused) {
      folder.forgetUpdate();
      throw new EngineException(spec().name() + ": " + refused.getMessage(), refused);
    }
    ContainerRecord updated = record.with(after);
    noted.join(); // or it would be written over this
    folder.endUpdate(updated);
    record = updated;
  }

  /**
   * Tells of each time that it is out of memory, as it happens: its limit is reached, and the
   * kernel kills a process of it, or makes it wait.
   *
   * @param listener called on a thread of the engine; it must not wait
   */
  public synchronized void onOutOfMemory(Runnable listener) {
    outOfMemory = listener;
    watchMemory(run);
  }

  private synchronized void watchMemory(@Nullable Run watched) {
    Runnable listener = outOfMemory;
    if (watched != null && watched.equals(run) && listener != null) {
      memoryWatch.close();
      memoryWatch = parts.oomWatcher().watch(watched.cgroup(), listener);
    }
  }

  private void life(String what, Consumer<Run> act) {
    Run current = current();
    if (current == null) {
      throw new EngineException(spec().name() + ": cannot be " + what + ", it is not running");
    }
    try {
      act.accept(current);
    } catch (EngineException | SyscallException failure) {
      throw new EngineException(
          spec().name() + ": cannot be " + what + ": " + failure.getMessage(), failure);
    }
  }

  /** Kills what still runs and removes everything the container left. */
  public void delete() {
    CompletableFuture<ExitStatus> end;
    synchronized (this) {
      end = run == null ? CompletableFuture.completedFuture(null) : exit;
    }
    kill();
    end.join();
    synchronized (this) {
      if (record.phase() != Phase.DELETING || folder.exists()) {
        saveIfPossible(record.in(Phase.DELETING)); // deleting is what makes room on a full disk
        folder.delete();
      }
    }
  }

  /**
   * Runs a further process in it.
   *
   * @throws ProgramNotRunException when the program is not found (127) or not executable (126)
   * @throws EngineException when the container does not run
   */
  public Exec exec(ExecSpec execSpec) {
    Run current = current();
    if (current == null) {
      throw new EngineException(spec().name() + ": cannot run a program in it, it is not running");
    }
    if (current.cgroup().frozen()) { // it would be born frozen, and this thread wait for it
      throw new EngineException(
          spec().name() + ": cannot run a program in it, it is paused; unpause it first");
    }
    return new ExecStart(parts, spec(), current).start(execSpec);
  }

  /** Goes on with a run that another process began. */
  synchronized void resume(Run found) {
    ContainerRecord running = record.running(found.process());
    run(found, running);
    noteRun(running);
  }

  /** Stops caring; the container goes on. */
  synchronized void forget() {
    if (run != null) {
      run.close();
      run = null;
    }
  }

  private synchronized @Nullable Run current() {
    return run;
  }

  private void watch(Run started) {
    run = started;
    if (outOfMemory != null) {
      parts.workers().execute(() -> watchMemory(started));
    }
    CompletableFuture<ExitStatus> end = exit;
    parts
        .watcher()
        .watch(
            started.pidfd().number(),
            how -> parts.workers().execute(() -> ended(started, how, end)));
  }

  private void ended(Run started, Optional<ProcessEnd> how, CompletableFuture<ExitStatus> end) {
    try {
      Run ended = lastOf(started);
      Instant finished = Instant.now();
      ended.cgroup().killAll(); // those that share another PID namespace outlive the first process
      boolean oomKilled = ended.cgroup().oomKills() > 0;
      OptionalLong peak = oomKilled ? ended.cgroup().memoryPeak() : OptionalLong.empty();
      ExitStatus status = status(how, oomKilled, peak, finished);
      parts.pump().finish(spec().id()).join();
      ended.cgroup().delete();
      synchronized (this) {
        memoryWatch.close();
        ended.close();
        run = null;
        saveIfPossible(record.exited(status));
      }
      releaseVolumes();
      end.complete(status);
    } catch (RuntimeException | Error failure) {
      end.completeExceptionally(failure);
    }
  }

  private void releaseVolumes() {
    if (VolumeMounts.of(spec()).isEmpty()) {
      return;
    }
    try {
      new VolumeMounts(parts.directories()).release();
    } catch (EngineException failure) { // the next command tries again
      parts.problems().accept(spec().name() + ": " + failure.getMessage());
    }
  }

  /** An update has put it into other groups, too. */
  private synchronized Run lastOf(Run started) {
    return run != null && run.pidfd() == started.pidfd() ? run : started;
  }

  static ExitStatus status(Optional<ProcessEnd> how, boolean oomKilled, Instant finished) {
    return status(how, oomKilled, OptionalLong.empty(), finished);
  }

  private static ExitStatus status(
      Optional<ProcessEnd> how, boolean oomKilled, OptionalLong peak, Instant finished) {
    return how.map(
            known ->
                new ExitStatus(
                    known.code(), known.signal(), oomKilled, peak, finished, note(known)))
        .orElseGet(
            () ->
                new ExitStatus(
                    UNKNOWN,
                    OptionalInt.empty(),
                    oomKilled,
                    peak,
                    finished,
                    Optional.of("it ended while no supervisor watched it")));
  }

  /** An init ends with the same code as what it was there for. */
  private static Optional<String> note(ProcessEnd end) {
    return end.code() == SIGNALLED + SIGSYS
        ? Optional.of("killed by its seccomp profile (SIGSYS)")
        : Optional.empty();
  }

  private boolean ownsPids() {
    return spec().namespaces().mode(NamespaceType.PID) instanceof NamespaceMode.Private;
  }

  /** What has happened has happened, whether or not a full disk takes it. */
  private void saveIfPossible(ContainerRecord next) {
    try {
      save(next);
    } catch (EngineException failure) {
      parts.problems().accept(spec().name() + ": " + failure.getMessage());
      record = next;
    }
  }

  private void save(ContainerRecord next) {
    noted.join(); // or it would be written over this
    folder.write(next);
    record = next;
  }
}
