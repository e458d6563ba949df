package jcompose.engine;

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
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorSocket;
import jcompose.engine.program.Program;
import jcompose.engine.rootfs.BaseLayer;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;

/** Starts a container's first process, and undoes everything when that fails. */
final class ContainerStart {
  private final EngineParts parts;
  private final ContainerSpec spec;
  private final ContainerFolder folder;

  ContainerStart(EngineParts parts, ContainerSpec spec, ContainerFolder folder) {
    this.parts = parts;
    this.spec = spec;
    this.folder = folder;
  }

  /**
   * Starts it.
   *
   * @param announce writes down that a process is about to be made
   */
  Run start(Runnable announce) {
    BirthLookup lookup = new BirthLookup(parts);
    GroupPlan groups = lookup.groups(spec);
    LaunchThread thread = LaunchThread.start(spec.name(), () -> Optional.of(make(groups)));
    try {
      folder.make();
      BaseLayer.make(parts.directories().root());
      announce.run();
      return start(lookup.find(spec, groups), thread);
    } catch (RuntimeException failure) {
      undo(thread, failure);
      throw failure;
    }
  }

  private CgroupSession make(GroupPlan groups) {
    try {
      return groups.create();
    } catch (EngineException refused) {
      throw new EngineException(spec.name() + ": " + refused.getMessage(), refused);
    }
  }

  private Run start(Birth birth, LaunchThread thread) {
    try (OpenJoins joins = new OpenJoins(parts.directories(), spec, parts.networks())) {
      new ContainerFiles(parts.directories(), spec, folder).write();
      return birth.process().terminal()
          ? startWithTerminal(birth, joins, thread)
          : startWithFifos(birth, joins, thread);
    }
  }

  private Run startWithFifos(Birth birth, OpenJoins joins, LaunchThread thread) {
    try (StreamFifos fifos =
        new StreamFifos(folder, birth.process(), HostIds.of(spec.namespaces()))) {
      parts
          .pump()
          .attach(
              spec.id(),
              folder.runFile(ProcessProgram.STDOUT),
              folder.runFile(ProcessProgram.STDERR),
              folder.log());
      return run(launch(birth, joins, thread, fifos.descriptors()), thread, Optional.empty());
    }
  }

  private Run startWithTerminal(Birth birth, OpenJoins joins, LaunchThread thread) {
    try (DescriptorSocket socket = DescriptorSocket.open()) {
      Map<String, Integer> descriptors = Map.of(ProcessProgram.TERMINAL_SOCKET, socket.childEnd());
      Child child = launch(birth, joins, thread, descriptors);
      Descriptor master = socket.receive();
      parts.pump().attachTerminal(spec.id(), master.number(), folder.log());
      return run(child, thread, Optional.of(master));
    }
  }

  private Child launch(
      Birth birth, OpenJoins joins, LaunchThread thread, Map<String, Integer> streams) {
    Map<String, Integer> inherited = new HashMap<>(joins.descriptors());
    inherited.putAll(streams);
    OptionalInt pidNamespace = joins.pidNamespace();
    Program program = ContainerProgram.of(birth);
    Optional<NamespaceMode.Mapped> users = spec.namespaces().users();
    return users.isPresent()
        ? launchMapped(birth, users.get(), program, inherited, thread)
        : Launcher.launch(
            new Launch(spec.name(), program, ContainerProgram.made(birth), pidNamespace, inherited),
            thread);
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
          new Launch(
              spec.name(),
              program,
              ContainerProgram.made(birth),
              OptionalInt.empty(),
              inherited,
              Optional.of(mapping)),
          thread);
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
