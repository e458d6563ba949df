package jcompose.engine;

import static jcompose.engine.program.Flags.DETACH;
import static jcompose.engine.program.Flags.O_RDONLY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.rootfs.MountOptions;
import jcompose.engine.rootfs.MountPoints;
import jcompose.engine.rootfs.VolumeFolders;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.VolumeDevice;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.LockFile;

/**
 * The file systems of volumes, mounted where process 1 sees them: a supervisor may be killed, and
 * the next one finds them there. One lock serves all, so that none is unmounted while a container
 * that wants it starts.
 */
final class VolumeMounts {
  private final EngineDirectories directories;
  private final VolumeFolders folders;

  VolumeMounts(EngineDirectories directories) {
    this.directories = directories;
    this.folders = new VolumeFolders(directories.volumes());
  }

  /** The volumes with a file system among a container's mounts. */
  static Set<String> of(ContainerSpec spec) {
    Set<String> names = new LinkedHashSet<>();
    for (Mount mount : spec.mounts()) {
      if (mount instanceof Mount.Bind bind && bind.ofInit()) {
        names.add(String.valueOf(bind.source().getName(bind.source().getNameCount() - 2)));
      }
    }
    return names;
  }

  /**
   * Mounts those that are not mounted yet. Until the lock is closed nobody unmounts any.
   *
   * @throws EngineException naming the volume, the call, its errno and what to look at
   */
  LockFile hold(Set<String> volumes) {
    LockFile lock = lock();
    try {
      Set<String> there = mounted();
      for (String name : volumes) {
        if (!there.contains(name)) {
          mount(name);
        }
      }
      return lock;
    } catch (RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  /** Unmounts those that no running container uses. */
  void release() {
    if (mounted().isEmpty()) {
      return;
    }
    try (LockFile lock = lock()) {
      Set<String> unused = mounted();
      for (ContainerState state : ContainerEngine.list(directories)) {
        if (state.status() == ContainerState.Status.RUNNING) {
          unused.removeAll(of(state.spec()));
        }
      }
      unused.forEach(this::unmount);
    }
  }

  /**
   * Unmounts one, whoever uses it.
   *
   * @return whether it was mounted
   */
  boolean unmount(String name) {
    if (!mounted().contains(name)) {
      return false;
    }
    run(name, MountCalls.unmount(folders.data(name).toString(), DETACH));
    return true;
  }

  private LockFile lock() {
    try {
      Files.createDirectories(directories.volumes());
    } catch (IOException failure) {
      throw new EngineException(
          "cannot make " + directories.volumes() + ": " + IoReason.of(failure), failure);
    }
    return LockFile.acquire(directories.volumes().resolve(".mounts"));
  }

  private void mount(String name) {
    VolumeDevice device =
        folders
            .find(name)
            .flatMap(VolumeInfo::device)
            .orElseThrow(() -> new EngineException("volume '" + name + "' has no device to mount"));
    try {
      run(name, mounting(device, folders.data(name)));
    } catch (EngineException failure) {
      throw new EngineException(failure.getMessage() + advice(device), failure);
    }
  }

  /** The call that mounts a volume's file system. */
  static Operation mounting(VolumeDevice device, Path folder) {
    MountOptions options = MountOptions.parse(device.options());
    return MountCalls.mount(
        device.device(),
        folder.toString(),
        device.type(),
        options.flags(),
        String.join(",", options.data()));
  }

  private static String advice(VolumeDevice device) {
    return switch (device.type()) {
      case "nfs", "nfs4" ->
          "; is the server of "
              + device.options()
              + " up, does it export "
              + device.device()
              + " to this machine, and does this kernel have nfs (modprobe nfs)?";
      default ->
          "; look at type, device and o of its driver_opts, and at what the kernel says in dmesg";
    };
  }

  private static void run(String volume, Operation operation) {
    String what = "volume '" + volume + "'";
    Child child =
        Launcher.launch(
            new Launch(what, program(operation), Set.of(), OptionalInt.empty(), Map.of()));
    ProcessEnd.await(child.pidfd());
    Descriptor.owning(child.pidfd()).close();
  }

  private static Program program(Operation operation) {
    ProgramBuilder program = new ProgramBuilder();
    int init = program.open(FileCalls.open("/proc/1/ns/mnt", O_RDONLY));
    program.add(ProcessCalls.setns(init, List.of(NamespaceType.MOUNT)));
    program.add(operation);
    program.add(ProcessCalls.exit());
    return program.build();
  }

  /** The volumes on whose folder something is mounted. */
  private Set<String> mounted() {
    Set<String> names = new LinkedHashSet<>();
    for (Path point : points()) {
      if (point.startsWith(directories.volumes())
          && point.getNameCount() == directories.volumes().getNameCount() + 2) {
        names.add(String.valueOf(point.getName(point.getNameCount() - 2)));
      }
    }
    return names;
  }

  private static List<Path> points() {
    Path mountinfo = Path.of("/proc/1/mountinfo");
    List<Path> points = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(mountinfo)) {
        Optional.of(line).filter(one -> !one.isEmpty()).map(MountPoints::of).map(Path::of).ifPresent(points::add);
      }
    } catch (IOException failure) {
      throw new EngineException("cannot read " + mountinfo + ": " + IoReason.of(failure), failure);
    }
    return points;
  }
}
