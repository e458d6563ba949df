package jcompose.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jcompose.engine.cgroup.Cgroups;
import jcompose.engine.cgroup.GroupPlan;
import jcompose.engine.rootfs.BaseLayer;
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
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.ProcessSpec;
import jcompose.engine.spec.Rlimit;

/** Looks up on the host what a container's program needs to know. */
final class BirthLookup {
  private static final Path SYS = Path.of("/sys");
  private static final long LEAST_FILE_OF_INIT = 4096;

  private final EngineDirectories directories;
  private final Machine machine;
  private final Cgroups cgroups;

  private final SeccompFilters filters;

  BirthLookup(EngineParts parts) {
    this(parts.directories(), parts.machine(), parts.filters(), parts.cgroups());
  }

  BirthLookup(
      EngineDirectories directories, Machine machine, SeccompFilters filters, Cgroups cgroups) {
    this.directories = directories;
    this.machine = machine;
    this.filters = filters;
    this.cgroups = cgroups;
  }

  /**
   * Looks everything up.
   *
   * @throws EngineException naming the container and what is not there
   */
  Birth find(ContainerSpec spec, GroupPlan groups) {
    return named(spec, () -> lookUp(spec, groups, false));
  }

  /** The same for a container that nothing was made for yet: a source that is missing is made. */
  Birth foresee(ContainerSpec spec, GroupPlan groups) {
    return named(spec, () -> lookUp(spec, groups, true));
  }

  /** The cgroups that it will have. */
  GroupPlan groups(ContainerSpec spec) {
    return named(
        spec,
        () ->
            cgroups.plan(
                spec.id(), spec.cgroupsPath(), spec.resources(), DeviceLookup.rules(spec)));
  }

  /** The overlay that becomes its root. */
  static OverlayRoot root(EngineDirectories directories, ContainerSpec spec) {
    ContainerFolder folder = new ContainerFolder(directories, spec.id());
    return new OverlayRoot(
        BaseLayer.below(spec.root().layers(), directories.root()),
        folder.upper(),
        folder.work(),
        folder.merged());
  }

  private static <T> T named(ContainerSpec spec, Supplier<T> lookUp) {
    try {
      return lookUp.get();
    } catch (EngineException failure) {
      throw new EngineException(spec.name() + ": " + failure.getMessage(), failure);
    }
  }

  private Birth lookUp(ContainerSpec spec, GroupPlan groups, boolean foreseen) {
    ContainerFolder folder = new ContainerFolder(directories, spec.id());
    SysctlCheck.demandOwn(spec.sysctl().keySet(), spec.namespaces());
    requireHostFiles(spec);
    UserNamespaceCheck.require(spec);
    TimeNamespaceCheck.require(spec.namespaces());
    List<PlacedMount> mounts = MountLookup.of(spec, foreseen);
    mounts.addAll(new ContainerFiles(directories, spec, folder).mounts());
    return new Birth(
        spec,
        root(directories, spec),
        process(spec, folder),
        PlacedMount.ordered(mounts),
        DeviceLookup.nodes(spec),
        machine,
        groups.folders());
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

  private ResolvedProcess process(ContainerSpec spec, ContainerFolder folder) {
    ProcessSpec process = spec.process();
    if (spec.init()) {
      requireRoomForInit(process.attributes().rlimits());
    }
    ResolvedUser user = user(spec, folder);
    long capabilities =
        spec.privileged()
            ? CapabilityNumbers.mask(CapabilityNumbers.NAMES) & machine.boundingSet()
            : Granted.mask(process.capabilities(), machine.boundingSet());
    HostIds ids = HostIds.of(spec.namespaces()); // refuses those that do not exist
    ids.uid(user.uid());
    ids.gid(user.gid());
    user.groups().forEach(ids::gid);
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
        process.stdinOpen(),
        process.attributes(),
        spec.init());
  }

  private static void requireRoomForInit(List<Rlimit> rlimits) {
    for (Rlimit rlimit : rlimits) {
      if (rlimit.type().equals("RLIMIT_FSIZE")
          && Long.compareUnsigned(rlimit.soft(), LEAST_FILE_OF_INIT) < 0) {
        throw new EngineException(
            "RLIMIT_FSIZE "
                + Rlimit.text(rlimit.soft())
                + " is too small for init, which writes a file of "
                + LEAST_FILE_OF_INIT
                + " bytes to memory; raise it, or go without init");
      }
    }
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
