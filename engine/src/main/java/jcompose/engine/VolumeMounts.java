package jcompose.engine;

import static jcompose.engine.program.Flags.DETACH;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.NO_SYMLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_PATH;
import static jcompose.engine.program.Flags.O_RDONLY;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
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
 * The file systems of volumes, mounted where the supervisor alone sees them, so that none outlives
 * it. When it is killed the containers that run keep theirs, and one that starts later is given
 * what they have, as is one of another project. One lock serves all, so that two which start at a
 * time do not each mount one.
 */
final class VolumeMounts {
  private static final String ADDRESS = "addr=";
  private static final Word WRITABLE = new Word(0x1, "RDONLY");

  private final EngineDirectories directories;
  private final VolumeFolders folders;

  VolumeMounts(EngineDirectories directories) {
    this.directories = directories;
    this.folders = new VolumeFolders(directories.volumes());
  }

  /** The volumes with a file system among a container's mounts. */
  static Set<String> of(ContainerSpec spec) {
    Set<String> names = new LinkedHashSet<>();
    spec.mounts().forEach(mount -> of(mount).ifPresent(names::add));
    return names;
  }

  private static Optional<String> of(Mount mount) {
    return mount instanceof Mount.Bind bind && bind.ofDevice()
        ? Optional.of(nameOf(bind.source()))
        : Optional.empty();
  }

  private static String nameOf(Path folder) {
    return String.valueOf(folder.getName(folder.getNameCount() - 2));
  }

  /**
   * Mounts those that are not mounted yet. Until the lock is closed no other process mounts any.
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
    LockFile lock = lock();
    try {
      Set<String> unused = mounted();
      running().forEach(state -> unused.removeAll(of(state.spec())));
      unused.forEach(
          name -> run(name, List.of(MountCalls.unmount(folders.data(name).toString(), DETACH))));
    } finally {
      lock.close();
    }
  }

  private List<ContainerState> running() {
    return ContainerEngine.list(directories).stream()
        .filter(state -> state.status() == ContainerState.Status.RUNNING)
        .toList();
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
    for (ContainerState state : running()) {
      for (Mount mount : state.spec().mounts()) {
        if (of(mount).filter(name::equals).isPresent()
            && mount instanceof Mount.Bind bind
            && bind.subpath().isEmpty()
            && state.spec().namespaces().users().isEmpty()) {
          run(name, taking(state.pid().orElseThrow(), bind.target(), folders.data(name)));
          return;
        }
      }
    }
    try {
      run(name, List.of(mounting(device, folders.data(name))));
    } catch (EngineException failure) {
      throw new EngineException(failure.getMessage() + advice(device), failure);
    }
  }

  /** The calls that mount what a running container has at a path. */
  private static List<Operation> taking(int pid, String target, Path folder) {
    ProgramBuilder program = new ProgramBuilder();
    program.closeFrom(3);
    int own = program.open(FileCalls.open("/proc/self/ns/mnt", O_RDONLY));
    int others = program.open(FileCalls.open("/proc/" + pid + "/ns/mnt", O_RDONLY));
    program.add(ProcessCalls.setns(others, List.of(NamespaceType.MOUNT)));
    int there = program.open(FileCalls.openWithin(target, O_PATH.or(O_DIRECTORY), NO_SYMLINKS));
    int tree = program.open(MountCalls.openTreeOf(there, NONE));
    program.add(ProcessCalls.setns(own, List.of(NamespaceType.MOUNT)));
    program.add(MountCalls.setAttributes(tree, NONE, NONE, WRITABLE));
    int here = program.open(FileCalls.open(folder.toString(), O_PATH.or(O_DIRECTORY)));
    program.add(MountCalls.moveMount(tree, here));
    return program.build().operations();
  }

  /** The call that mounts a volume's file system. */
  static Operation mounting(VolumeDevice device, Path folder) {
    MountOptions options = MountOptions.parse(device.options());
    return MountCalls.mount(
        device.device(),
        folder.toString(),
        device.type(),
        options.flags(),
        String.join(",", options.data().stream().map(VolumeMounts::resolved).toList()));
  }

  /** The kernel takes a server's number only. */
  private static String resolved(String option) {
    String server = option.startsWith(ADDRESS) ? option.substring(ADDRESS.length()) : "";
    if (server.isEmpty()) {
      return option;
    }
    try {
      return ADDRESS + InetAddress.getByName(server).getHostAddress();
    } catch (UnknownHostException unknown) {
      throw new EngineException("the server '" + server + "' has no address", unknown);
    }
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

  private static void run(String volume, List<Operation> operations) {
    ProgramBuilder program = new ProgramBuilder();
    program.add(operations);
    program.add(ProcessCalls.exit());
    Child child =
        Launcher.launch(
            new Launch(
                "volume '" + volume + "'",
                program.build(),
                Set.of(),
                OptionalInt.empty(),
                Map.of()));
    ProcessEnd.await(child.pidfd());
    Descriptor.owning(child.pidfd()).close();
  }

  /** The volumes on whose folder something is mounted. */
  private Set<String> mounted() {
    Set<String> names = new LinkedHashSet<>();
    for (Path point : points()) {
      if (point.startsWith(directories.volumes())
          && point.getNameCount() == directories.volumes().getNameCount() + 2) {
        names.add(nameOf(point));
      }
    }
    return names;
  }

  private static List<Path> points() {
    Path mountinfo = Path.of("/proc/self/mountinfo");
    List<Path> points = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(mountinfo)) {
        Optional.of(line)
            .filter(one -> !one.isEmpty())
            .map(MountPoints::of)
            .map(Path::of)
            .ifPresent(points::add);
      }
    } catch (IOException failure) {
      throw new EngineException("cannot read " + mountinfo + ": " + IoReason.of(failure), failure);
    }
    return points;
  }
}
