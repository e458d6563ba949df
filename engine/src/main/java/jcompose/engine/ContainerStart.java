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
import jcompose.engine.launch.LaunchThread;
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
    LaunchThread thread = LaunchThread.start(spec.name(), () -> Optional.of(makeGroups(lookup)));
    try {
      folder.make();
      announce.run();
      return start(lookup, thread);
    } catch (RuntimeException failure) {
      undo(thread, failure);
      throw failure;
    }
  }

  private CgroupSession makeGroups(BirthLookup lookup) {
    List<DeviceRule> rules = deviceRules(lookup.devices(spec));
    return parts.cgroups().create(spec.id(), spec.resources(), rules);
  }

  private Run start(BirthLookup lookup, LaunchThread thread) {
    try (OpenJoins joins =
        new OpenJoins(parts.directories(), spec.namespaces(), parts.networks())) {
      Birth birth = lookup.find(spec);
      new ContainerFiles(parts.directories(), spec, folder).write();
      return birth.process().terminal()
          ? startWithTerminal(birth, joins, thread)
          : startWithFifos(birth, joins, thread);
    }
  }

  private Run startWithFifos(Birth birth, OpenJoins joins, LaunchThread thread) {
    try (StreamFifos fifos = new StreamFifos(folder, birth.process())) {
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
    return Launcher.launch(
        new Launch(spec.name(), program, ContainerProgram.made(birth), pidNamespace, inherited),
        thread);
  }

  private static Run run(Child child, LaunchThread thread, Optional<Descriptor> terminal) {
    ProcessIdentity process =
        ProcessIdentity.of(child.pid())
            .orElseThrow(() -> new EngineException("/proc does not show process " + child.pid()));
    CgroupSession cgroup = thread.cgroup().join().orElseThrow();
    return new Run(process, new PidDescriptor(Descriptor.owning(child.pidfd())), cgroup, terminal);
  }

  private List<DeviceRule> deviceRules(List<DeviceNode> devices) {
    if (spec.privileged()) {
      return DeviceRules.ALL;
    }
    List<DeviceRule> rules = new ArrayList<>(DeviceRules.DEFAULT);
    for (DeviceNode node : devices) {
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
