package jcompose.engine.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jcompose.engine.EngineException;
import jcompose.engine.Machine;
import jcompose.engine.ProcessIdentity;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.oci.config.BundleConfig;
import jcompose.engine.oci.config.HooksConfig.Hook;
import jcompose.engine.oci.config.ResourcesConfig;

/** What may be done with a container that exists. */
final class ContainerLife {
  private static final long O_WRONLY_NONBLOCK = 0x801;
  private static final int SIGKILL = 9;

  private final StateFolder folder;
  private final SystemCalls filters;
  private final String id;
  private final Consumer<String> warnings;

  ContainerLife(Path root, String id, Consumer<String> warnings) {
    this.folder = new StateFolder(root, id);
    this.filters = new SystemCalls(root);
    this.id = id;
    this.warnings = warnings;
  }

  StoredContainer stored() {
    return folder.read();
  }

  BundleConfig config() {
    return folder.config();
  }

  ContainerStatus status() {
    return Observation.of(folder, folder.read());
  }

  /** Lets the waiting process go on to its program. */
  void start() {
    Descriptor lock = folder.lock();
    try (lock) {
      StoredContainer stored = folder.read();
      ContainerStatus status = Observation.of(folder, stored);
      if (status != ContainerStatus.CREATED) {
        throw new EngineException(
            "container '" + id + "' cannot be started, it is " + status.text());
      }
      BundleConfig config = folder.config();
      try {
        runInside(config, stored);
        release();
        hooks(config, stored, ContainerStatus.RUNNING).afterStart();
      } catch (EngineException failure) {
        groups(stored).remove(); // the specification has it stopped when a hook fails
        throw failure;
      }
    }
  }

  private void release() {
    try (NativeMemory memory = new NativeMemory();
        Descriptor fifo = Descriptor.open(folder.startFifo(), O_WRONLY_NONBLOCK)) {
      Kernel.check(
          "write(\"" + folder.startFifo() + "\")",
          Syscall.WRITE,
          fifo.number(),
          memory.string("."),
          1);
      Files.delete(folder.startFifo());
    } catch (SyscallException failure) {
      throw new EngineException(
          "container '"
              + id
              + "' cannot be started"
              + (failure.is(Errno.ENXIO) ? ", its process has ended" : "")
              + ": "
              + failure.getMessage(),
          failure);
    } catch (IOException failure) {
      throw new EngineException("cannot remove " + folder.startFifo(), failure);
    }
  }

  /** These hooks are the container's own programs: they may no more than its process may. */
  private void runInside(BundleConfig config, StoredContainer stored) {
    List<Hook> inside = config.hooksOrNone().startContainer();
    if (!inside.isEmpty()) {
      new InsideHooks(stored, config, Machine.read(), filters.of(config))
          .run(inside, StateReport.of(stored, ContainerStatus.CREATED));
    }
  }

  private static Hooks hooks(BundleConfig config, StoredContainer stored, ContainerStatus status) {
    return new Hooks(config.hooksOrNone(), Machine.read(), StateReport.of(stored, status));
  }

  /** Sends a signal to the first process, or to all. */
  void kill(int signal, boolean all) {
    StoredContainer stored = folder.read();
    ContainerStatus status = Observation.of(folder, stored);
    ProcessIdentity first = stored.process().orElse(null);
    if (all) {
      killAll(stored, signal);
      return;
    }
    if (first == null || status == ContainerStatus.STOPPED) {
      throw new EngineException("container '" + id + "' is not running");
    }
    Optional<Descriptor> process = Observation.open(first);
    if (process.isEmpty()) {
      throw new EngineException("container '" + id + "' is not running");
    }
    try (Descriptor pidfd = process.get()) {
      Kernel.check(
          "pidfd_send_signal(" + first.pid() + ", " + signal + ")",
          Syscall.PIDFD_SEND_SIGNAL,
          pidfd.number(),
          signal,
          0,
          0);
    }
  }

  private void killAll(StoredContainer stored, int signal) {
    try (CgroupSession cgroup = groups(stored).existing()) {
      if (signal == SIGKILL) {
        cgroup.killAll();
        return;
      }
      for (int pid : cgroup.pids()) {
        Kernel.call(Syscall.KILL, pid, signal);
      }
    }
  }

  /** Gives it new limits. */
  void update(ResourcesConfig change) {
    Descriptor lock = folder.lock();
    try (lock) {
      StoredContainer stored = folder.read();
      if (Observation.of(folder, stored) == ContainerStatus.STOPPED) {
        throw new EngineException("container '" + id + "' has ended, its limits cannot be changed");
      }
      new LimitsUpdate(folder, groups(stored), folder.config(), warnings).apply(change);
    }
  }

  /** Removes what is left of a container that has ended, and with {@code force} of any. */
  void delete(boolean force) {
    StoredContainer stored;
    BundleConfig config;
    Descriptor lock = folder.lock();
    try (lock) {
      stored = folder.read();
      ContainerStatus status = Observation.of(folder, stored);
      boolean over = status == ContainerStatus.STOPPED || status == ContainerStatus.CREATED;
      if (!over && !force) {
        throw new EngineException(
            "container '" + id + "' is " + status.text() + "; kill it first, or delete it with -f");
      }
      config = folder.config();
      groups(stored).remove();
      folder.delete();
    }
    hooks(config, stored, ContainerStatus.STOPPED).afterStop(warnings);
  }

  static ContainerGroups groups(StoredContainer stored) {
    return new ContainerGroups(stored.cgroupsPath());
  }
}
