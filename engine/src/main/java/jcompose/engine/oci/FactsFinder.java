package jcompose.engine.oci;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.Machine;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.oci.config.Bind;
import jcompose.engine.oci.config.BundleConfig;
import jcompose.engine.oci.config.MountConfig;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.state.AtomicFile;

/** Looks up on the host what a container's program is written from. */
final class FactsFinder {
  private static final long O_PATH = 0x200000;

  private final CreateRequest request;
  private final BundleConfig config;
  private final SystemCalls filters;

  FactsFinder(CreateRequest request, BundleConfig config, SystemCalls filters) {
    this.filters = filters;
    this.request = request;
    this.config = config;
  }

  BirthFacts find(Path rootfs) {
    ProcessConfig process = config.process().orElseThrow();
    boolean terminal = process.hasTerminal();
    SecurityLabels.demand(process);
    List<String> handed = new ArrayList<>(List.of(BirthFacts.SYNC, BirthFacts.START));
    if (terminal) {
      handed.add(BirthFacts.CONSOLE);
    }
    Map<MountConfig, BindSource> sources = new HashMap<>();
    for (MountConfig mount : config.mounts()) {
      if (Bind.is(mount)) {
        BindSource source = source(mount, "mapped mount " + sources.size());
        sources.put(mount, source);
        source.inherited().ifPresent(handed::add);
      }
    }
    Map<MountConfig, String> prepared = new HashMap<>();
    for (MountConfig mount : config.mounts()) {
      if (copiesUp(mount)) {
        String name = "tmpfs " + mount.destination();
        prepared.put(mount, name);
        handed.add(name);
      }
    }
    return new BirthFacts(
        request.id(),
        completed(process, rootfs),
        rootfs,
        CgroupsPath.of(config.linuxOrEmpty().cgroupsPath(), request.id()),
        sources,
        prepared,
        HostMounts.parse(text(Path.of("/proc/self/mountinfo"))),
        Machine.read(),
        Files.exists(Path.of("/proc/kcore")),
        request.preserved(),
        handed,
        terminal ? List.of() : StreamOwners.foreign(process),
        filters.of(config),
        request.newKeyring());
  }

  /** A tmpfs over what the root file system has there; nothing is copied out of another mount. */
  static boolean copiesUp(MountConfig mount) {
    return mount.type().filter("tmpfs"::equals).isPresent()
        && MountOptions.parse(mount.options()).copiesUp();
  }

  private BundleConfig completed(ProcessConfig process, Path rootfs) {
    try (Descriptor root = Descriptor.open(rootfs, O_PATH)) {
      return config
          .withProcess(HomeFolder.added(process, root))
          .withMounts(TmpfsModes.added(config.mounts(), root));
    }
  }

  Path rootfs() {
    Path path = request.bundle().resolve(config.rootOrFail().path());
    try {
      Path real = path.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new EngineException("root.path: " + path + " is not a folder");
      }
      return real;
    } catch (java.io.IOException failure) {
      throw new EngineException("root.path: " + path + " does not exist", failure);
    }
  }

  private BindSource source(MountConfig mount, String name) {
    Path path =
        request
            .bundle()
            .resolve(
                mount
                    .source()
                    .orElseThrow(
                        () ->
                            new EngineException(
                                "mounts: " + mount.destination() + " has no source")));
    if (!Files.exists(path)) {
      throw new EngineException(
          "mounts: source " + path + " of " + mount.destination() + " does not exist");
    }
    return new BindSource(
        path, Files.isDirectory(path), mount.mapsIds() ? Optional.of(name) : Optional.empty());
  }

  private static String text(Path file) {
    return new String(AtomicFile.read(file), StandardCharsets.UTF_8);
  }
}
