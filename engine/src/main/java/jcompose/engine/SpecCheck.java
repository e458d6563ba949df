package jcompose.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jcompose.engine.cgroup.Cgroups;
import jcompose.engine.rootfs.HostDevices;
import jcompose.engine.rootfs.UserDatabase;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Device;
import jcompose.engine.spec.NamespaceMode;

/**
 * Looks for what would keep a container from starting, and makes nothing.
 *
 * <p>What does not exist yet is not looked at: volumes, and the namespaces of other containers.
 */
final class SpecCheck {
  private final Cgroups cgroups;
  private final ContainerSpec spec;
  private final List<SpecProblem> problems = new ArrayList<>();

  SpecCheck(Cgroups cgroups, ContainerSpec spec) {
    this.cgroups = cgroups;
    this.spec = spec;
  }

  List<SpecProblem> problems() {
    layers();
    if (problems.isEmpty()) {
      tell("process.user", this::user);
    }
    for (int i = 0; i < spec.devices().size(); i++) {
      Device device = spec.devices().get(i);
      tell("linux.devices[" + i + "]", () -> HostDevices.find(device));
    }
    tell("linux.namespaces", () -> BirthLookup.requireHostFiles(spec));
    tell("linux.namespaces", () -> UserNamespaceCheck.require(spec));
    tell("linux.namespaces.time", () -> TimeNamespaceCheck.require(spec.namespaces()));
    tell("linux.sysctl", () -> SysctlCheck.demandOwn(spec.sysctl().keySet(), spec.namespaces()));
    namespaceFiles();
    tell("linux.resources.cpu.cpus", () -> cgroups.checkProcessors(spec.resources()));
    tell("linux.resources", () -> cgroups.check(spec.resources()));
    return problems;
  }

  private void layers() {
    for (Path layer : spec.root().layers()) {
      if (!Files.isDirectory(layer)) {
        problems.add(
            new SpecProblem(
                "root", layer + (Files.exists(layer) ? " is no folder" : " does not exist")));
      }
    }
  }

  private void user() {
    String user = spec.process().user();
    if (!user.isEmpty()) {
      UserDatabase.resolve(spec.root().layers(), user, spec.process().additionalGroups());
    }
  }

  private void namespaceFiles() {
    spec.namespaces()
        .modes()
        .forEach(
            (type, mode) -> {
              if (mode instanceof NamespaceMode.OfPath file) {
                String field = "linux.namespaces." + type.name().toLowerCase(Locale.ROOT);
                tell(field, () -> NamespaceFile.open(file.path(), type).close());
              }
            });
  }

  private void tell(String field, Runnable check) {
    try {
      check.run();
    } catch (EngineException failure) {
      problems.add(new SpecProblem(field, failure.getMessage()));
    }
  }
}
