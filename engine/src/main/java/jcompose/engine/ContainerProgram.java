package jcompose.engine;

import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.PRIVATE;
import static jcompose.engine.program.Flags.REC;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.rootfs.DeviceFolder;
import jcompose.engine.rootfs.DeviceNode;
import jcompose.engine.rootfs.KernelFolders;
import jcompose.engine.rootfs.MountTargets;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.security.MaskedPaths;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/** Writes the program that a container is born by. Its order matters everywhere. */
final class ContainerProgram {
  /** What the program calls the descriptor of its network namespace. */
  static final String NETWORK = "network namespace";

  private final Birth birth;
  private final ProgramBuilder program = new ProgramBuilder();
  private final ProcessProgram process;
  private final boolean ownDevices;

  private ContainerProgram(Birth birth) {
    this.birth = birth;
    this.process = new ProcessProgram(program, birth.process(), birth.machine());
    this.ownDevices = !birth.mountsOn("/dev");
  }

  static Program of(Birth birth) {
    return new ContainerProgram(birth).write();
  }

  /** The namespaces that clone3 makes. */
  static Set<NamespaceType> made(Birth birth) {
    EnumSet<NamespaceType> made = EnumSet.noneOf(NamespaceType.class);
    for (NamespaceType type : NamespaceType.values()) {
      if (birth.spec().namespaces().mode(type) instanceof NamespaceMode.Private
          && type != NamespaceType.NETWORK) { // which is made ahead
        made.add(type);
      }
    }
    return made;
  }

  private Program write() {
    process.begin();
    if (isPrivate(NamespaceType.NETWORK)) {
      program.add(ProcessCalls.setns(NETWORK, List.of(NamespaceType.NETWORK)));
    }
    for (Join join : Join.of(birth.spec().namespaces())) {
      if (!join.inProgram().isEmpty()) {
        program.add(ProcessCalls.setns(join.name(), join.inProgram()));
      }
    }
    process.closeInherited();
    program.add(FileCalls.umask(0));
    boolean ownRoot = isPrivate(NamespaceType.MOUNT);
    if (ownRoot) {
      enterRoot();
    }
    if (isPrivate(NamespaceType.UTS)) {
      program.add(ProcessCalls.sethostname(birth.spec().effectiveHostname()));
      birth.spec().domainname().map(ProcessCalls::setdomainname).ifPresent(program::add);
    }
    process.openStreams(ownRoot && ownDevices);
    if (ownRoot && birth.spec().root().readonly()) {
      program.add(MountCalls.makeReadonly("/", NONE));
    }
    process.execute();
    return program.build();
  }

  private void enterRoot() {
    program.add(MountCalls.propagate("/", REC.or(PRIVATE)));
    MountTargets targets = new MountTargets(program);
    targets.openSources(birth.mounts());
    MaskedPaths paths = maskedPaths();
    if (!ownDevices) {
      paths.openCovers();
    }
    program.add(birth.root().operations(mountLabel()));
    KernelFolders.prepare(program);
    if (ownDevices) {
      program.add(DeviceFolder.operations(!birth.mountsOn("/dev/shm")));
      if (!birth.process().terminal()) {
        program.add(DeviceFolder.silentConsole());
      }
    }
    if (!birth.mountsOn("/sys")) {
      program.add(KernelFolders.sys(birth.spec().privileged()));
    }
    targets.attach(mounts(false));
    for (DeviceNode device : birth.devices()) {
      program.add(device.operations());
    }
    program.add(FileCalls.mkdirs(birth.process().cwd()));
    // Only now, so that no magic link was there while targets were resolved.
    program.add(KernelFolders.proc());
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

  private List<PlacedMount> mounts(boolean inProc) {
    return birth.mounts().stream()
        .filter(mount -> mount.inProc() == inProc)
        .collect(Collectors.toList());
  }

  private boolean isPrivate(NamespaceType type) {
    return birth.spec().namespaces().mode(type) instanceof NamespaceMode.Private;
  }
}
