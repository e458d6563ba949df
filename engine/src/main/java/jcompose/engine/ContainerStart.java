package jcompose.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.ChildMapping;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorSocket;
import jcompose.engine.program.Program;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;

/** Starts a container's first process, and undoes everything when that fails. */
final class ContainerStart {
  private final EngineParts parts;
  private final ContainerSpec spec;
  private final ContainerFolder folder;
  private final CompletableFuture<Void> recorded;

  /** Its last step, the process, waits for {@code recorded}. */
  ContainerStart(
      EngineParts parts,
      ContainerSpec spec,
      ContainerFolder folder,
      CompletableFuture<Void> recorded) {
    this.parts = parts;
    this.spec = spec;
    this.folder = folder;
    this.recorded = recorded;
  }

  Run start() {
    folder.make();
    folder.adoptRootOf(spec.root());
    Birth birth = new BirthLookup(parts).find(spec);
    CompletableFuture<CgroupSession> cgroup =
        CompletableFuture.supplyAsync(
            () ->
                parts
                    .cgroups()
                    .create(spec.id(), spec.cgroupsPath(), spec.resources(), birth.deviceRules()),
            parts.workers());
    try (OpenJoins joins = new OpenJoins(parts.directories(), spec.namespaces())) {
      new ContainerFiles(parts.directories(), spec, folder).write();
      return birth.process().terminal()
          ? startWithTerminal(birth, joins, cgroup)
          : startWithFifos(birth, joins, cgroup);
    } catch (RuntimeException failure) {
      undo(cgroup, failure);
      throw failure;
    }
  }

  private Run startWithFifos(
      Birth birth, OpenJoins joins, CompletableFuture<CgroupSession> cgroup) {
    try (StreamFifos fifos =
        new StreamFifos(folder, birth.process(), HostIds.of(spec.namespaces()))) {
      parts
          .pump()
          .attach(
              spec.id(),
              folder.runFile(ProcessProgram.STDOUT),
              folder.runFile(ProcessProgram.STDERR),
              folder.log());
      return run(
          launch(birth, joins, cgroup, fifos.descriptors()), cgroup.join(), Optional.empty());
    }
  }

  private Run startWithTerminal(
      Birth birth, OpenJoins joins, CompletableFuture<CgroupSession> cgroup) {
    try (DescriptorSocket socket = DescriptorSocket.open()) {
      Map<String, Integer> descriptors = Map.of(ProcessProgram.TERMINAL_SOCKET, socket.childEnd());
      Child child = launch(birth, joins, cgroup, descriptors);
      Descriptor master = socket.receive();
      parts.pump().attachTerminal(spec.id(), master.number(), folder.log());
      return run(child, cgroup.join(), Optional.of(master));
    }
  }

  private Child launch(
      Birth birth,
      OpenJoins joins,
      CompletableFuture<CgroupSession> cgroup,
      Map<String, Integer> streams) {
    Map<String, Integer> inherited = new HashMap<>(joins.descriptors());
    inherited.putAll(streams);
    OptionalInt pidNamespace = joins.pidNamespace();
    Program program = ContainerProgram.of(birth);
    CgroupSession groups = Container.await(cgroup);
    Container.await(recorded);
    Optional<NamespaceMode.Mapped> users = spec.namespaces().users();
    return users.isPresent()
        ? launchMapped(birth, users.get(), program, inherited, groups)
        : Launcher.launch(
            new Launch(
                spec.name(),
                program,
                ContainerProgram.made(birth),
                pidNamespace,
                inherited,
                Optional.of(groups)));
  }

  private Child launchMapped(
      Birth birth,
      NamespaceMode.Mapped users,
      Program program,
      Map<String, Integer> inherited,
      CgroupSession groups) {
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
              Optional.of(groups),
              Optional.of(mapping)));
    }
  }

  private static Run run(Child child, CgroupSession cgroup, Optional<Descriptor> terminal) {
    ProcessIdentity process =
        ProcessIdentity.of(child.pid())
            .orElseThrow(() -> new EngineException("/proc does not show process " + child.pid()));
    return new Run(process, new PidDescriptor(Descriptor.owning(child.pidfd())), cgroup, terminal);
  }

  private void undo(CompletableFuture<CgroupSession> made, RuntimeException failure) {
    try {
      parts.pump().finish(spec.id()).join();
      if (made.handle((session, none) -> none == null).join()) {
        CgroupSession cgroup = made.join();
        cgroup.killAll();
        cgroup.delete();
        cgroup.close();
      }
    } catch (RuntimeException further) {
      failure.addSuppressed(further);
    }
  }
}
