package jcompose.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jcompose.engine.launch.KernelVersion;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/** What a user namespace of a container's own cannot be together with. */
final class UserNamespaceCheck {
  private static final Set<NamespaceType> OF_THE_HOST =
      Set.of(NamespaceType.NETWORK, NamespaceType.UTS, NamespaceType.CGROUP, NamespaceType.TIME);

  private UserNamespaceCheck() {}

  /**
   * Demands that it can be.
   *
   * @throws EngineException naming what is in the way
   */
  static void require(ContainerSpec spec) {
    NamespaceMode users = spec.namespaces().mode(NamespaceType.USER);
    if (users instanceof NamespaceMode.Host) {
      return;
    }
    if (!(users instanceof NamespaceMode.Mapped)) {
      throw new EngineException(
          "another's user namespace cannot be joined when a container starts: give it the same uid"
              + " and gid ranges");
    }
    if (!Files.exists(Path.of("/proc/self/ns/user"))) {
      throw new EngineException(
          "a user namespace of its own needs a kernel with CONFIG_USER_NS; leave out"
              + " 'namespaces.user'");
    }
    if (!KernelVersion.current().isAtLeast(5, 19)) {
      throw new EngineException(
          "a user namespace of its own needs Linux 5.19 with CONFIG_USER_NS and CONFIG_OVERLAY_FS,"
              + " whose overlayfs takes id-mapped layers");
    }
    if (spec.privileged()) {
      throw new EngineException(
          "a privileged container cannot have a user namespace of its own: choose one of the two");
    }
    for (Map.Entry<NamespaceType, NamespaceMode> chosen : spec.namespaces().modes().entrySet()) {
      boolean fits =
          chosen.getKey() == NamespaceType.USER
              || chosen.getValue() instanceof NamespaceMode.Private
              || chosen.getValue() instanceof NamespaceMode.Clocks
              || (chosen.getValue() instanceof NamespaceMode.Host
                  && OF_THE_HOST.contains(chosen.getKey()));
      if (!fits) {
        throw new EngineException(
            "a user namespace of its own does not go with the "
                + chosen.getKey().name().toLowerCase(Locale.ROOT)
                + " namespace of another, in which its root has no rights");
      }
    }
  }
}
