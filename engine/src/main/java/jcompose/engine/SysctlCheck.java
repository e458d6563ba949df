package jcompose.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Namespaces;
import jcompose.engine.spec.Sysctl;

/** Refuses kernel parameters whose change would reach beyond the container. */
final class SysctlCheck {
  private SysctlCheck() {}

  /**
   * Demands that each belongs to a namespace that is not the host's.
   *
   * @throws EngineException naming the first that does not
   */
  static void demandOwn(Collection<String> names, Namespaces namespaces) {
    for (String name : names) {
      Optional<NamespaceType> type = Sysctl.namespace(name);
      if (type.isEmpty()) {
        throw new EngineException(
            "sysctl '"
                + name
                + "' belongs to no namespace, a container cannot have its own; set it on the host");
      }
      NamespaceMode mode = namespaces.mode(type.get());
      if (mode instanceof NamespaceMode.Host
          || (mode instanceof NamespaceMode.OfPath of && isHosts(of.path(), type.get()))) {
        throw new EngineException(
            "sysctl '"
                + name
                + "' would change the host, whose "
                + type.get().procName()
                + " namespace the container shares; set it on the host");
      }
    }
  }

  private static boolean isHosts(Path path, NamespaceType type) {
    try {
      return Files.isSameFile(path, Path.of("/proc/self/ns", type.procName()));
    } catch (IOException absent) {
      return false; // joining it tells why
    }
  }
}
