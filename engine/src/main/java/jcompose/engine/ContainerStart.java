package jcompose.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.cgroup.GroupPlan;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.ChildMapping;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.LaunchThread;
import jcompose.engine.launch.Launcher;
import jcompose.engine.launch.OtherTime;
import jcompose.engine.launch.ThreadProgram;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorSocket;
import jcompose.engine.program.Program;
import jcompose.engine.rootfs.BaseLayer;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/** Starts a container's first process, and undoes everything when that fails. */
final class ContainerStart {
  /** What holds the place of a descriptor until its number is given to what is opened. */
  private static final Path NOTHING = Path.of("/dev/null");

  private final EngineParts parts;
  private final ContainerSpec spec;
  private final ContainerFolder folder;
  private final StreamRoute route;

  ContainerStart(EngineParts parts, ContainerSpec spec, ContainerFolder folder, StreamRoute route) {
    this.parts = parts;
    this.spec = spec;
    this.folder = folder;
    this.route = route;
  }

  /**
   * Starts it.
   *
   * @param announce writes down that a process is about to be made
   */
  Run start(Runnable announce) {
    BirthLookup lookup = new BirthLookup(parts);
    GroupPlan groups = lookup.groups(spec);
    folder.make();
    BaseLayer.make(parts.directories().root());
    try (Descriptor root = Descriptor.open(NOTHING, 0).aboveStreams()) {
      Map<String, Integer> opened = Map.of(RootAhead.NAME, root.number());
      LaunchThread thread =
          LaunchThread.start(spec.name(), () -> Optional.of(make(groups)), () -> openRoot(opened));
      try {
        announce.run();
        return start(lookup.find(spec, groups), thread, opened);
      } catch (RuntimeException failure) {
        undo(thread, failure);
        throw failure;
      }
    }
  }

  private void openRoot(Map<String, Integer> opened) {
    RootAhead.of(spec, BirthLookup.root(parts.directories(), spec), parts.machine())
        .ifPresent(program -> ThreadProgram.run(spec.name(), program, opened));
  }

  private CgroupSession make(GroupPlan groups) {
    try {
      return groups.create();
    } catch (EngineException refused) {
      throw new EngineException(spec.name() + ": " + refused.getMessage(), refused);
    }
  }

  private Run start(Birth birth, LaunchThread thread, Map<String, Integer> opened) {
    try (OpenJoins joins = new OpenJoins(parts.directories(), spec, parts.networks())) {
      new ContainerFiles(parts.directories(), spec, folder).write();
      return birth.process().terminal()
          ? startWithTerminal(birth, joins, thread, opened)
          : startWithFifos(birth, joins, thread, opened);
    }
  }

  private Run startWithFifos(
      Birth birth, OpenJoins joins, LaunchThread thread, Map<String, Integer> opened) {
    Map<String, Integer> inherited = new HashMap<>(opened);
    try (StreamFifos fifos =
        new StreamFifos(folder, birth.process(), HostIds.of(spec.namespaces()), route.use())) {
      route.fifos(fifos);
      inherited.putAll(fifos.descriptors());
      return run(launch(birth, joins, thread, inherited), thread, Optional.empty());
    }
  }

  private Run startWithTerminal(
      Birth birth, OpenJoins joins, LaunchThread thread, Map<String, Integer> opened) {
    Map<String, Integer> inherited = new HashMap<>(opened);
    try (DescriptorSocket socket = DescriptorSocket.open()) {
      inherited.put(ProcessProgram.TERMINAL_SOCKET, socket.childEnd());
      Child child = launch(birth, joins, thread, inherited);
      Descriptor master = socket.receive();
      route.terminal(master);
      return run(child, thread, Optional.of(master));
    }
  }

  private Child launch(
      Birth birth, OpenJoins joins, LaunchThread thread, Map<String, Integer> inherited) {
    inherited.putAll(joins.descriptors());
    OptionalInt pidNamespace = joins.pidNamespace();
    Program program = ContainerProgram.of(birth, route.size());
    Optional<NamespaceMode.Mapped> users = spec.namespaces().users();
    return users.isPresent()
        ? launchMapped(birth, users.get(), program, inherited, thread)
        : Launcher.launch(launch(birth, program, pidNamespace, inherited), thread);
  }

  private Launch launch(
      Birth birth, Program program, OptionalInt pidNamespace, Map<String, Integer> inherited) {
    return new Launch(spec.name(), program, ContainerProgram.made(birth), pidNamespace, inherited)
        .in(OtherTime.of(spec.namespaces().mode(NamespaceType.TIME)));
  }

  private Child launchMapped(
      Birth birth,
      NamespaceMode.Mapped users,
      Program program,
      Map<String, Integer> inherited,
      LaunchThread thread) {
    try (MountPreparation mounts = new MountPreparation(birth, users);
        ChildMapping mapping = new ChildMapping(users)) {
      inherited.putAll(mounts.inherited());
      inherited.putAll(mapping.descriptors());
      return Launcher.launch(
          launch(birth, program, OptionalInt.empty(), inherited).with(mapping), thread);
    }
  }

  private static Run run(Child child, LaunchThread thread, Optional<Descriptor> terminal) {
    ProcessIdentity process =
        ProcessIdentity.of(child.pid())
            .orElseThrow(() -> new EngineException("/proc does not show process " + child.pid()));
    CgroupSession cgroup = thread.cgroup().join().orElseThrow();
    return new Run(process, new PidDescriptor(Descriptor.owning(child.pidfd())), cgroup, terminal);
  }

  private void undo(LaunchThread thread, RuntimeException failure) {
    thread.dismiss();
    try {
      parts.pump().finish(spec.id()).join();
      thread.cgroup().exceptionally(none -> Optional.empty()).join().ifPresent(this::remove);
    } catch (RuntimeException further) {
      failure.addSuppressed(further);
    }
  }

  private void remove(CgroupSession cgroup) {
    cgroup.killAll();
    cgroup.delete();
    cgroup.close();
  }
}
