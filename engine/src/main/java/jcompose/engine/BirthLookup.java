package jcompose.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jcompose.engine.rootfs.BaseLayer;
import jcompose.engine.rootfs.DeviceFolder;
import jcompose.engine.rootfs.DeviceNode;
import jcompose.engine.rootfs.HostDevices;
import jcompose.engine.rootfs.OverlayRoot;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.rootfs.ResolvedUser;
import jcompose.engine.rootfs.UserDatabase;
import jcompose.engine.security.CapabilityNumbers;
import jcompose.engine.security.Credentials;
import jcompose.engine.security.ExecLabel;
import jcompose.engine.security.Granted;
import jcompose.engine.security.Labels;
import jcompose.engine.security.SeccompFilters;
import jcompose.engine.security.SystemCallFilter;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Device;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.ProcessSpec;

/** Looks up on the host what a container's program needs to know. */
final class BirthLookup {
  private static final Path SYS = Path.of("/sys");

  private final EngineDirectories directories;
  private final Machine machine;

  private final SeccompFilters filters;

  BirthLookup(EngineParts parts) {
    this.directories = parts.directories();
    this.machine = parts.machine();
    this.filters = parts.filters();
  }

  /**
   * Looks everything up.
   *
   * @throws EngineException naming the container and what is not there
   */
  Birth find(ContainerSpec spec) {
    return named(spec, () -> lookUp(spec));
  }

  /** The nodes that it gets besides those that every container has. */
  List<DeviceNode> devices(ContainerSpec spec) {
    return named(spec, () -> lookUpDevices(spec));
  }

  private static <T> T named(ContainerSpec spec, Supplier<T> lookUp) {
    try {
      return lookUp.get();
    } catch (EngineException failure) {
      throw new EngineException(spec.name() + ": " + failure.getMessage(), failure);
    }
  }

  private static List<DeviceNode> lookUpDevices(ContainerSpec spec) {
    List<DeviceNode> devices = new ArrayList<>();
    for (Device device : spec.devices()) {
      devices.addAll(HostDevices.find(device));
    }
    if (spec.privileged()) {
      devices.addAll(HostDevices.all());
    }
    devices.removeIf(device -> DeviceFolder.isDefault(device.target()));
    return devices;
  }

  private Birth lookUp(ContainerSpec spec) {
    ContainerFolder folder = new ContainerFolder(directories, spec.id());
    requireHostFiles(spec);
    List<PlacedMount> mounts = new ArrayList<>();
    for (Mount mount : spec.mounts()) {
      mounts.add(place(mount));
    }
    mounts.addAll(new ContainerFiles(directories, spec, folder).mounts());
    return new Birth(
        spec,
        new OverlayRoot(
            BaseLayer.below(spec.root().layers(), directories.root()),
            folder.upper(),
            folder.work(),
            folder.merged()),
        process(spec, folder),
        PlacedMount.ordered(mounts),
        lookUpDevices(spec),
        machine);
  }

  /** Refuses mounts that are there already together with files of the container's own. */
  static void requireHostFiles(ContainerSpec spec) {
    NamespaceMode mode = spec.namespaces().mode(NamespaceType.MOUNT);
    boolean given = mode instanceof NamespaceMode.Host || mode instanceof NamespaceMode.OfPath;
    if (given && !(spec.root().layers().equals(List.of(Path.of("/"))) && spec.mounts().isEmpty())) {
      throw new EngineException(
          (mode instanceof NamespaceMode.OfPath file
                  ? "mount namespace " + file.path() + " brings its own files"
                  : "mount namespace 'host' runs on the host's own files")
              + ": it goes with rootfs / and without volumes only");
    }
  }

  private static PlacedMount place(Mount mount) {
    if (mount instanceof Mount.Bind bind) {
      if (!Files.exists(bind.source())) {
        throw new EngineException("bind source " + bind.source() + " does not exist");
      }
      return new PlacedMount(mount, Files.isDirectory(bind.source()));
    }
    return new PlacedMount(mount, true);
  }

  private ResolvedProcess process(ContainerSpec spec, ContainerFolder folder) {
    ProcessSpec process = spec.process();
    ResolvedUser user = user(spec, folder);
    long capabilities =
        spec.privileged()
            ? CapabilityNumbers.mask(CapabilityNumbers.NAMES) & machine.boundingSet()
            : Granted.mask(process.capabilities(), machine.boundingSet());
    return new ResolvedProcess(
        process.args(),
        ResolvedProcess.environment(process.env(), user.home()),
        process.cwd(),
        new Credentials(
            user.uid(),
            user.gid(),
            user.groups(),
            capabilities,
            process.noNewPrivileges(),
            filter(filters, spec),
            label(spec)),
        process.terminal(),
        process.stdinOpen());
  }

  /**
   * The filter of all processes of a container; what an exec may do besides makes no difference.
   */
  static Optional<SystemCallFilter> filter(SeccompFilters filters, ContainerSpec spec) {
    return spec.privileged()
        ? Optional.empty()
        : filters.find(spec.security().seccomp(), spec.process().capabilities());
  }

  /** The label of all processes of a container. */
  static Optional<ExecLabel> label(ContainerSpec spec) {
    return spec.privileged() ? Optional.empty() : new Labels(SYS).find(spec.security());
  }

  private static ResolvedUser user(ContainerSpec spec, ContainerFolder folder) {
    List<Path> layers = new ArrayList<>(spec.root().layers());
    // An overlay refuses a layer inside another; / as a layer holds the store itself.
    boolean inside = layers.stream().anyMatch(layer -> folder.upper().startsWith(layer));
    if (!inside && Files.isDirectory(folder.upper())) {
      layers.add(folder.upper());
    }
    return UserDatabase.resolve(layers, spec.process().user(), spec.process().additionalGroups());
  }
}
