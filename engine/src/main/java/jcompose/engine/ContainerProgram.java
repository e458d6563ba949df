package jcompose.engine;

import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.PRIVATE;
import static jcompose.engine.program.Flags.REC;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.launch.ChildMapping;
import jcompose.engine.program.AttributeCalls;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.LoopbackCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.rootfs.DeviceFolder;
import jcompose.engine.rootfs.DeviceNode;
import jcompose.engine.rootfs.KernelFolders;
import jcompose.engine.rootfs.MountSources;
import jcompose.engine.rootfs.MountTargets;
import jcompose.engine.rootfs.OverlayRoot;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.security.MaskedPaths;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Sysctl;

/** Writes the program that a container is born by. Its order matters everywhere. */
final class ContainerProgram {
  /** What the program calls the descriptor of its network namespace. */
  static final String NETWORK = "network namespace";

  private static final PlacedMount SHARED_MEMORY =
      new PlacedMount(new Mount.FileSystem("tmpfs", "shm", "/dev/shm", List.of()), true);

  private final Birth birth;
  private final ProgramBuilder program = new ProgramBuilder();
  private final ProcessProgram process;
  private final boolean ownDevices;
  private final Optional<ExecSpec.Size> size;

  private ContainerProgram(Birth birth, Optional<ExecSpec.Size> size) {
    this.birth = birth;
    this.size = size;
    boolean ownUsers = birth.spec().namespaces().users().isPresent();
    this.process =
        new ProcessProgram(
            program,
            birth.process(),
            ownUsers ? birth.machine().inUserNamespace() : birth.machine());
    this.ownDevices = !birth.mountsOn("/dev");
  }

  static Program of(Birth birth) {
    return of(birth, Optional.empty());
  }

  /**
   * The same.
   *
   * @param size of its terminal, if it has one
   */
  static Program of(Birth birth, Optional<ExecSpec.Size> size) {
    return new ContainerProgram(birth, size).write();
  }

  /** The namespaces that clone3 makes. */
  static Set<NamespaceType> made(Birth birth) {
    EnumSet<NamespaceType> made = EnumSet.noneOf(NamespaceType.class);
    for (NamespaceType type : NamespaceType.values()) {
      // A cgroup namespace begins at the groups of the one who makes it: the child's, not ours.
      // A time namespace is made before, since nobody may be in it while its clocks are set.
      if (type != NamespaceType.CGROUP
          && type != NamespaceType.TIME
          && isMade(birth.spec().namespaces().mode(type))) {
        made.add(type);
      }
    }
    if (networkIsReady(birth.spec())) {
      made.remove(NamespaceType.NETWORK);
    }
    return made;
  }

  /**
   * Whether its network namespace is made ahead. One that a user namespace is to own is not: only
   * who is in it can make it.
   */
  static boolean networkIsReady(ContainerSpec spec) {
    return spec.namespaces().mode(NamespaceType.NETWORK) instanceof NamespaceMode.Private
        && spec.namespaces().users().isEmpty();
  }

  private static boolean isMade(NamespaceMode mode) {
    return mode instanceof NamespaceMode.Private || mode instanceof NamespaceMode.Mapped;
  }

  private Program write() {
    boolean ownUsers = birth.spec().namespaces().users().isPresent();
    if (ownUsers) {
      program.add(ChildMapping.operations());
    }
    process.begin();
    if (networkIsReady(birth.spec())) {
      program.add(ProcessCalls.setns(NETWORK, List.of(NamespaceType.NETWORK)));
    }
    for (Join join : Join.of(birth.spec().namespaces())) {
      if (!join.inProgram().isEmpty()) {
        program.add(ProcessCalls.setns(join.name(), join.inProgram()));
      }
    }
    OptionalInt memoryOwner =
        birth.sharesMemory()
            ? OptionalInt.of(process.keep(Join.ofContainer(birth.spec(), NamespaceType.IPC)))
            : OptionalInt.empty();
    OptionalInt root =
        RootAhead.isPossible(birth)
            ? OptionalInt.of(process.keep(RootAhead.NAME))
            : OptionalInt.empty();
    Map<String, Integer> inherited = new LinkedHashMap<>();
    if (ownUsers) {
      PreparationProgram.mounts(birth)
          .names()
          .forEach(name -> inherited.put(name, process.keep(name)));
    }
    process.closeInherited();
    // Here /proc is still the host's, in which no image has a say.
    birth
        .process()
        .attributes()
        .oomScoreAdj()
        .ifPresent(score -> AttributeCalls.oomScore(program, score));
    if (ownUsers) {
      program.add(ProcessCalls.becomeRoot());
    }
    if (isPrivate(NamespaceType.CGROUP)) {
      program.add(ProcessCalls.unshare(List.of(NamespaceType.CGROUP)));
    }
    program.add(FileCalls.umask(0));
    boolean ownRoot = isPrivate(NamespaceType.MOUNT);
    if (ownRoot) {
      enterRoot(memoryOwner, root, inherited);
    } else {
      writeSysctls();
    }
    if (isPrivate(NamespaceType.NETWORK) && ownUsers) {
      LoopbackCalls.bringUp(program);
    }
    if (isPrivate(NamespaceType.UTS)) {
      program.add(ProcessCalls.sethostname(birth.spec().effectiveHostname()));
      birth.spec().domainname().map(ProcessCalls::setdomainname).ifPresent(program::add);
    }
    process.openStreams(ownRoot && ownDevices);
    process.resize(size);
    if (ownRoot && birth.spec().root().readonly()) {
      program.add(MountCalls.makeReadonly("/", NONE));
    }
    process.execute();
    return program.build();
  }

  private void enterRoot(
      OptionalInt memoryOwner, OptionalInt root, Map<String, Integer> inherited) {
    MountSources sources = new MountSources(program, birth.root().target(), birth.groups());
    MappedRoot mapped = new MappedRoot(program, inherited);
    MaskedPaths paths = maskedPaths();
    if (inherited.isEmpty()) {
      sources.openSpreading(birth.mounts());
      program.add(MountCalls.propagate("/", REC.or(PRIVATE)));
      sources.open(birth.mounts());
      memoryOwner.ifPresent(
          container -> {
            sources.openOf(container, SHARED_MEMORY);
            program.close(container);
          });
      if (!ownDevices) {
        paths.openCovers();
      }
      if (root.isPresent()) {
        program.add(OverlayRoot.enter(root.getAsInt()));
        program.close(root.getAsInt());
      } else {
        program.add(birth.root().operations(mountLabel()));
      }
    } else {
      program.add(MountCalls.propagate("/", REC.or(PRIVATE)));
      sources.inherit(PreparationProgram.mounts(birth), inherited);
      if (!ownDevices) {
        paths.openCovers();
      }
      mapped.enter(birth);
    }
    MountTargets targets = new MountTargets(program, sources);
    KernelFolders.prepare(program);
    if (ownDevices) {
      if (inherited.isEmpty()) {
        program.add(DeviceFolder.operations(birth.ownMemory()));
      } else {
        mapped.devices(birth);
      }
      if (!birth.process().terminal()) {
        program.add(DeviceFolder.silentConsole());
      }
    }
    if (!birth.mountsOn("/sys")) {
      if (inherited.isEmpty()) {
        program.add(KernelFolders.sys(birth.spec().privileged()));
      } else {
        mapped.sys();
      }
    }
    if (memoryOwner.isPresent()) {
      targets.attach(List.of(SHARED_MEMORY));
    }
    targets.attach(mounts(false));
    if (inherited.isEmpty()) {
      for (DeviceNode device : birth.devices()) {
        program.add(device.operations());
      }
    }
    program.add(FileCalls.mkdirs(birth.process().cwd()));
    // Only now, so that no magic link was there while targets were resolved.
    if (!birth.mountsOn("/proc")) {
      if (inherited.isEmpty()) {
        program.add(KernelFolders.proc());
      } else {
        mapped.proc();
      }
    }
    writeSysctls();
    targets.attachInProc(mounts(true));
    paths.apply();
  }

  private Optional<String> mountLabel() {
    return birth.spec().privileged() ? Optional.empty() : birth.spec().security().mountLabel();
  }

  private MaskedPaths maskedPaths() {
    if (birth.spec().privileged()) {
      return new MaskedPaths(program, List.of(), List.of());
    }
    List<String> standard = new ArrayList<>(MaskedPaths.MASKED);
    standard.addAll(birth.machine().maskedFolders());
    return new MaskedPaths(
        program,
        birth.spec().security().maskedPaths().orElse(standard),
        birth.spec().security().readonlyPaths().orElse(MaskedPaths.READONLY));
  }

  /** Each belongs to a namespace of the container: the kernel writes to that of the writer. */
  private void writeSysctls() {
    birth
        .spec()
        .sysctl()
        .forEach(
            (name, value) ->
                AttributeCalls.writeFile(
                    program, "/proc/sys/" + String.join("/", Sysctl.parts(name)), value));
  }

  private List<PlacedMount> mounts(boolean inProc) {
    return birth.mounts().stream()
        .filter(mount -> mount.inProc() == inProc)
        .collect(Collectors.toList());
  }

  private boolean isPrivate(NamespaceType type) {
    return birth.spec().namespaces().mode(type) instanceof NamespaceMode.Private;
  }
}
