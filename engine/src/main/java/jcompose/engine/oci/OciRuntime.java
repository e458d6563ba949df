package jcompose.engine.oci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import jcompose.engine.EngineException;
import jcompose.engine.HostProcess;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.launch.ForkedChild;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.oci.config.ResourcesConfig;

/** The OCI runtime's door: one call of it for each command of the command line. */
public final class OciRuntime {
  /** Where state lies unless the caller says otherwise. */
  public static final Path DEFAULT_ROOT = Path.of("/run/jcompose-oci");

  private final Path root;
  private final Consumer<String> warnings;

  /**
   * A runtime that keeps its state in a folder.
   *
   * @param root made when missing
   * @param warnings told of what does not keep a command from its work
   */
  public OciRuntime(Path root, Consumer<String> warnings) {
    this.root = root.toAbsolutePath();
    this.warnings = warnings;
  }

  /**
   * Makes a container that waits to be started; no process of the runtime stays.
   *
   * @throws EngineException with all that is wrong; nothing is left behind then
   */
  public void create(CreateRequest request) {
    guarded(() -> createNow(request));
  }

  private int createNow(CreateRequest request) {
    prepare();
    boolean terminal = new Birth(root, request, warnings).wantsTerminal();
    if (terminal != request.consoleSocket().isPresent()) {
      throw new EngineException(
          terminal
              ? "process.terminal: it needs --console-socket to be sent to"
              : "--console-socket goes with process.terminal only");
    }
    try (Console console = Console.at(request.consoleSocket())) {
      new Birth(root, request, warnings).create(console.socket()).child().close();
    }
    return 0;
  }

  /**
   * Makes a container and starts it.
   *
   * @param detached whether to return then; else its exit code is waited for and it is deleted
   * @param keep whether it stays, as stopped
   * @return its exit code, 0 when detached
   */
  public int run(CreateRequest request, boolean detached, boolean keep) {
    return guarded(() -> runNow(request, detached, keep));
  }

  private int runNow(CreateRequest request, boolean detached, boolean keep) {
    prepare();
    Birth birth = new Birth(root, request, warnings);
    boolean terminal = birth.wantsTerminal();
    if (detached && terminal && request.consoleSocket().isEmpty()) {
      throw new EngineException("process.terminal: detached it needs --console-socket");
    }
    boolean own = terminal && request.consoleSocket().isEmpty();
    try (Console console = own ? Console.own() : Console.at(request.consoleSocket())) {
      Birth.Waiting waiting = birth.create(console.socket());
      ForegroundRun run = new ForegroundRun(waiting.child(), console.master());
      ContainerLife life = life(request.id());
      try {
        life.start();
      } catch (RuntimeException failure) {
        life.delete(true);
        throw failure;
      }
      if (detached) {
        return 0;
      }
      int code = run.await();
      if (!keep) {
        life.delete(true);
      }
      return code;
    }
  }

  /** Starts a container that waits. */
  public void start(String id) {
    prepare();
    life(id).start();
  }

  /** What is known of a container. */
  public StateReport state(String id) {
    ContainerLife life = life(id);
    return StateReport.of(life.stored(), life.status());
  }

  /** All containers, by id. */
  public List<StateReport> list() {
    List<StateReport> reports = new ArrayList<>();
    for (String id : StateFolder.ids(root)) {
      StateFolder folder = new StateFolder(root, id);
      folder
          .find()
          .map(stored -> StateReport.of(stored, Observation.of(folder, stored)))
          .ifPresent(reports::add);
    }
    return reports;
  }

  /** Sends a signal to a container's first process, or to all of its processes. */
  public void kill(String id, int signal, boolean all) {
    life(id).kill(signal, all);
  }

  /**
   * Removes a container that has ended.
   *
   * @param force whether one that runs is killed before, and one that is not there no error
   */
  public void delete(String id, boolean force) {
    prepare();
    if (force && !Files.exists(root.resolve(id))) {
      return;
    }
    life(id).delete(force);
  }

  /** The processes of a container by their ids on the host. */
  public List<Integer> processes(String id) {
    try (CgroupSession cgroup = ContainerLife.groups(life(id).stored()).existing()) {
      return cgroup.pids();
    }
  }

  /** Stops all processes of a container, or lets them go on. */
  public void pause(String id, boolean paused) {
    ContainerLife life = life(id);
    ContainerStatus status = life.status();
    ContainerStatus needed = paused ? ContainerStatus.RUNNING : ContainerStatus.PAUSED;
    if (status != needed && !(paused && status == ContainerStatus.CREATED)) {
      throw new EngineException(
          "container '"
              + id
              + "' cannot be "
              + (paused ? "paused" : "resumed")
              + ", it is "
              + status.text());
    }
    ContainerLife.groups(life.stored()).freeze(paused);
  }

  /**
   * Gives a container new limits; what is left out or 0 stays as it is.
   *
   * @throws EngineException naming the limit that is refused; none has changed then
   */
  public void update(String id, ResourcesConfig change) {
    life(id).update(change);
  }

  /**
   * Tells what a container uses, once.
   *
   * @param listener given lines of JSON as runc has them
   */
  public void statistics(String id, Predicate<String> listener) {
    events(id, listener).tellStatistics();
  }

  /**
   * Tells what a container uses again and again, and each time that it is out of memory, until it
   * has ended.
   *
   * @param interval between two statistics
   * @param listener given lines of JSON as runc has them, one call at a time; says whether it wants
   *     more
   */
  public void events(String id, Duration interval, Predicate<String> listener) {
    events(id, listener).tellUntilTheEnd(interval);
  }

  private ContainerEvents events(String id, Predicate<String> listener) {
    ContainerLife life = life(id);
    ContainerStatus status = life.status();
    if (status == ContainerStatus.STOPPED || status == ContainerStatus.CREATING) {
      throw new EngineException("container '" + id + "' is not running");
    }
    return new ContainerEvents(life.stored(), listener);
  }

  /** A container's own process, which an exec takes what it is not told from. */
  public ProcessConfig process(String id) {
    return life(id).config().process().orElseThrow();
  }

  /**
   * Runs a further program in a container.
   *
   * @return its exit code, 0 when detached
   */
  public int exec(String id, ExecRequest request) {
    return guarded(() -> execNow(id, request));
  }

  private int execNow(String id, ExecRequest request) {
    prepare();
    ContainerLife life = life(id);
    ContainerStatus status = life.status();
    boolean possible =
        status == ContainerStatus.RUNNING
            || status == ContainerStatus.CREATED
            || (status == ContainerStatus.PAUSED && request.ignorePaused());
    if (!possible) {
      throw new EngineException(
          "container '" + id + "' is " + status.text() + ", no program can be run in it");
    }
    SecurityLabels.demand(request.process());
    boolean terminal = request.process().hasTerminal();
    if (request.consoleSocket().isPresent() && !terminal) {
      throw new EngineException("--console-socket goes with a terminal only");
    }
    if (request.detached() && terminal && request.consoleSocket().isEmpty()) {
      throw new EngineException("a detached process with a terminal needs --console-socket");
    }
    boolean own = terminal && request.consoleSocket().isEmpty();
    try (Console console = own ? Console.own() : Console.at(request.consoleSocket())) {
      ForkedChild child =
          new ExecBirth(life.stored(), new SystemCalls(root).of(life.config()))
              .start(request, console.socket());
      request.pidFile().ifPresent(file -> StateFolder.writeText(file, "" + child.pid()));
      return request.detached() ? 0 : new ForegroundRun(child, console.master()).await();
    }
  }

  private ContainerLife life(String id) {
    return new ContainerLife(root, id, warnings);
  }

  /** A system call that nobody had words for is told as it is. */
  private static int guarded(IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (SyscallException failure) {
      throw new EngineException(failure.getMessage(), failure);
    }
  }

  private static void prepare() {
    HostProcess.requireRoot();
    HostProcess.makeNonDumpable();
    HostProcess.keepExitCodes();
  }
}
