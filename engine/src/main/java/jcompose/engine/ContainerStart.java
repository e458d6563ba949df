package jcompose.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.cgroup.DeviceRule;
import jcompose.engine.cgroup.DeviceRules;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorSocket;
import jcompose.engine.rootfs.DeviceNode;
import jcompose.engine.spec.ContainerSpec;

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

  Run start() {
    folder.make();
    folder.adoptRootOf(spec.root());
    Birth birth = new BirthLookup(parts.directories(), parts.machine()).find(spec);
    new ContainerFiles(parts.directories(), spec, folder).write();
    try (OpenJoins joins = new OpenJoins(parts.directories(), spec.namespaces())) {
      CgroupSession cgroup =
          parts.cgroups().create(spec.id(), spec.resources(), deviceRules(birth));
      try {
        return birth.process().terminal()
            ? startWithTerminal(birth, joins, cgroup)
            : startWithFifos(birth, joins, cgroup);
      } catch (RuntimeException failure) {
        undo(cgroup, failure);
        throw failure;
      }
    }
  }

  private Run startWithFifos(Birth birth, OpenJoins joins, CgroupSession cgroup) {
    try (StreamFifos fifos = new StreamFifos(folder, birth.process())) {
      parts
          .pump()
          .attach(
              spec.id(),
              folder.runFile(ProcessProgram.STDOUT),
              folder.runFile(ProcessProgram.STDERR),
              folder.log());
      return run(launch(birth, joins, cgroup, fifos.descriptors()), cgroup, Optional.empty());
    }
  }

  private Run startWithTerminal(Birth birth, OpenJoins joins, CgroupSession cgroup) {
    try (DescriptorSocket socket = DescriptorSocket.open()) {
      Map<String, Integer> descriptors = Map.of(ProcessProgram.TERMINAL_SOCKET, socket.childEnd());
      Child child = launch(birth, joins, cgroup, descriptors);
      Descriptor master = socket.receive();
      parts.pump().attachTerminal(spec.id(), master.number(), folder.log());
      return run(child, cgroup, Optional.of(master));
    }
  }

  private Child launch(
      Birth birth, OpenJoins joins, CgroupSession cgroup, Map<String, Integer> streams) {
    Map<String, Integer> inherited = new HashMap<>(joins.descriptors());
    inherited.putAll(streams);
    OptionalInt pidNamespace = joins.pidNamespace();
    return Launcher.launch(
        new Launch(
            spec.name(),
            ContainerProgram.of(birth),
            ContainerProgram.made(birth),
            pidNamespace,
            inherited,
            Optional.of(cgroup)));
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

  private void undo(CgroupSession cgroup, RuntimeException failure) {
    try {
      parts.pump().finish(spec.id()).join();
      cgroup.killAll();
      cgroup.delete();
      cgroup.close();
    } catch (RuntimeException further) {
      failure.addSuppressed(further);
    }
  }
}
