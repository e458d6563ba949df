package jcompose.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.ChildMapping;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorSocket;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.rootfs.MappedMounts;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/**
 * What a container in a user namespace inherits, opened by two short processes before it: one whose
 * user namespace has the same ids, for the kernel to map files by, and one that opens.
 */
final class MountPreparation implements AutoCloseable {
  private final Map<String, Descriptor> descriptors = new HashMap<>();

  /**
   * Runs both.
   *
   * @throws EngineException naming the call that failed
   */
  MountPreparation(Birth birth, NamespaceMode.Mapped users) {
    try (ChildMapping namespace = new ChildMapping(users);
        DescriptorSocket socket = DescriptorSocket.open()) {
      run(
          birth,
          namespace(),
          Set.of(NamespaceType.USER),
          namespace.descriptors(),
          Optional.of(namespace));
      run(
          birth,
          PreparationProgram.of(birth),
          Set.of(NamespaceType.MOUNT),
          Map.of(
              PreparationProgram.SOCKET, socket.childEnd(),
              PreparationProgram.NAMESPACE, namespace.namespace()),
          Optional.empty());
      MappedMounts mounts = PreparationProgram.mounts(birth);
      for (String name : mounts.names()) {
        descriptors.put(name, socket.receive().aboveMounts());
      }
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /** The program of the process that a user namespace is made by. */
  static Program namespace() {
    return new ProgramBuilder().add(ChildMapping.operations()).add(ProcessCalls.exit()).build();
  }

  /** The descriptors by the names that the container's program has for them. */
  Map<String, Integer> inherited() {
    Map<String, Integer> numbers = new HashMap<>();
    descriptors.forEach((name, descriptor) -> numbers.put(name, descriptor.number()));
    return numbers;
  }

  private static void run(
      Birth birth,
      Program program,
      Set<NamespaceType> made,
      Map<String, Integer> inherited,
      Optional<ChildMapping> mapping) {
    Launch launch = new Launch(birth.spec().name(), program, made, OptionalInt.empty(), inherited);
    Child child = Launcher.launch(mapping.map(launch::with).orElse(launch));
    ProcessEnd.await(child.pidfd());
    Descriptor.owning(child.pidfd()).close();
  }

  @Override
  public void close() {
    List<Descriptor> all = new ArrayList<>(descriptors.values());
    all.forEach(Descriptor::close);
    descriptors.clear();
  }
}
