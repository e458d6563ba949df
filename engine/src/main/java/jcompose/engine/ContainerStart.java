package jcompose.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.cgroup.DeviceRule;
import jcompose.engine.cgroup.DeviceRules;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorSocket;
import jcompose.engine.program.Program;
import jcompose.engine.rootfs.DeviceNode;
import jcompose.engine.spec.ContainerSpec;

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
    List<DeviceRule> rules = deviceRules(birth);
    CompletableFuture<CgroupSession> cgroup =
        CompletableFuture.supplyAsync(
            () -> parts.cgroups().create(spec.id(), spec.resources(), rules), parts.workers());
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
    try (StreamFifos fifos = new StreamFifos(folder, birth.process())) {
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
    return Launcher.launch(
        new Launch(
            spec.name(),
            program,
            ContainerProgram.made(birth),
            pidNamespace,
            inherited,
            Optional.of(groups)));
  }

  private static Run run(Child child, CgroupSession cgroup, Optional<Descriptor> terminal) {
    ProcessIdentity process =
        ProcessIdentity.of(child.pid())
            .orElseThrow(() -> new EngineException("/proc does not show process " + child.pid()));
    return new Run(process, new PidDescriptor(Descriptor.owning(child.pidfd())), cgroup, terminal);
  }

  private List<DeviceRule> deviceRules(Birth birth) {
    if (spec.privileged()) {
      return DeviceRules.ALL;
    }
    List<DeviceRule> rules = new ArrayList<>(DeviceRules.DEFAULT);
    for (DeviceNode node : birth.devices()) {
      String access =
          spec.devices().stream()
              .filter(device -> node.target().startsWith(device.target()))
              .map(device -> device.access())
              .findFirst()
              .orElseThrow();
      rules.add(DeviceRule.allow(node.type(), node.major(), node.minor(), access));
    }
    return rules;
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
