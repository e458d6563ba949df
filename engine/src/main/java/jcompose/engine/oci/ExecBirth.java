package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.EngineException;
import jcompose.engine.Machine;
import jcompose.engine.ProcessIdentity;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.launch.ForkedChild;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.SocketPair;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.program.Program;
import jcompose.engine.security.SystemCallFilter;

/** Makes a further process in a running container. */
final class ExecBirth {
  private static final int ABOVE = 64;
  private static final long O_PATH = 0x200000;

  private final StoredContainer container;
  private final Machine machine = Machine.read();

  private final Optional<SystemCallFilter> filter;

  /**
   * For a container.
   *
   * @param filter of its system calls
   */
  ExecBirth(StoredContainer container, Optional<SystemCallFilter> filter) {
    this.container = container;
    this.filter = filter;
  }

  /**
   * Makes it; when this returns it executes its program.
   *
   * @param console the socket that its terminal is sent to
   */
  ForkedChild start(ExecRequest request, Optional<Descriptor> console) {
    int kept = request.preserved();
    PreservedDescriptors.demand(kept);
    ProcessConfig process = withHome(request.process());
    List<Integer> foreign = process.hasTerminal() ? List.of() : StreamOwners.foreign(process);
    try (Descriptor pidfd = container().above(3 + kept + ABOVE);
        SocketPair sync = SocketPair.open(3 + kept + ABOVE);
        CgroupSession cgroup = groups(request).existing()) {
      JoinedNamespaces joined = JoinedNamespaces.of(identity().pid());
      Program program = ExecEntry.of(process, joined.inProgram(), kept, foreign, machine, filter);
      Map<String, Integer> handed = new HashMap<>();
      handed.put(ExecEntry.CONTAINER, pidfd.number());
      handed.put(ExecEntry.SYNC, sync.childEnd());
      console.ifPresent(socket -> handed.put(ExecEntry.CONSOLE, socket.number()));
      Launch launch = new Launch(container.id(), program, Set.of(), OptionalInt.empty(), handed);
      ForkedChild child =
          Launcher.fork(launch, Optional.of(cgroup), () -> joined.enterPid(pidfd), 0);
      sync.cloned();
      accompany(process, child, sync);
      return child;
    }
  }

  private ContainerGroups groups(ExecRequest request) {
    CgroupsPath own = container.cgroupsPath();
    return new ContainerGroups(request.cgroup().map(own::child).orElse(own));
  }

  private ProcessConfig withHome(ProcessConfig process) {
    try (Descriptor root =
        Descriptor.open(Path.of("/proc/" + identity().pid() + "/root"), O_PATH)) {
      return HomeFolder.added(process, root);
    }
  }

  /** The last byte is read when the child closes its end: it executes then, or has failed. */
  private static void accompany(ProcessConfig process, ForkedChild child, SocketPair sync) {
    if (!sync.awaitByte()) {
      child.explainEnd();
    }
    OutsideSettings.apply(process, child.pid());
    sync.sendByte();
    if (!sync.awaitByte()) {
      child.explainEnd();
    }
    while (sync.awaitByte()) {
      // nothing more is sent
    }
    if (!child.executed()) {
      child.explainEnd();
    }
  }

  private ProcessIdentity identity() {
    return container.process().orElseThrow(this::notRunning);
  }

  private Descriptor container() {
    return Observation.open(identity()).orElseThrow(this::notRunning);
  }

  private EngineException notRunning() {
    return new EngineException("container '" + container.id() + "' is not running");
  }
}
