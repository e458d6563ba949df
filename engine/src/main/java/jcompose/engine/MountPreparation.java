package jcompose.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.launch.Child;
import jcompose.engine.launch.Launch;
import jcompose.engine.launch.Launcher;
import jcompose.engine.launch.UserNamespaces;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorSocket;
import jcompose.engine.linux.ProcessEnd;
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
    try (Descriptor namespace =
            UserNamespaces.make(birth.spec().name(), users.uids(), users.gids());
        DescriptorSocket socket = DescriptorSocket.open()) {
      Map<String, Integer> inherited =
          Map.of(
              PreparationProgram.SOCKET, socket.childEnd(),
              PreparationProgram.NAMESPACE, namespace.number());
      Child child =
          Launcher.launch(
              new Launch(
                  birth.spec().name(),
                  PreparationProgram.of(birth),
                  Set.of(NamespaceType.MOUNT),
                  OptionalInt.empty(),
                  inherited));
      ProcessEnd.await(child.pidfd());
      Descriptor.owning(child.pidfd()).close();
      MappedMounts mounts = PreparationProgram.mounts(birth);
      for (String name : mounts.names()) {
        descriptors.put(name, socket.receive().aboveMounts());
      }
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /** The descriptors by the names that the container's program has for them. */
  Map<String, Integer> inherited() {
    Map<String, Integer> numbers = new HashMap<>();
    descriptors.forEach((name, descriptor) -> numbers.put(name, descriptor.number()));
    return numbers;
  }

  @Override
  public void close() {
    List<Descriptor> all = new ArrayList<>(descriptors.values());
    all.forEach(Descriptor::close);
    descriptors.clear();
  }
}
