package jcompose.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.linux.RawFile;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.NetworkFiles;
import jcompose.engine.state.IoReason;

/** /etc/hosts, /etc/hostname and /etc/resolv.conf of one container: bind mounts, all three. */
final class ContainerFiles {
  private static final String HOSTS = "hosts";
  private static final String HOSTNAME = "hostname";
  private static final String RESOLV_CONF = "resolv.conf";
  private static final Path ETC = Path.of("/etc");
  private static final int WORLD_READABLE = 0644;

  private final ContainerSpec spec;
  private final ContainerFolder folder;
  private final Optional<ContainerFolder> networkOwner;

  ContainerFiles(EngineDirectories directories, ContainerSpec spec, ContainerFolder folder) {
    this.spec = spec;
    this.folder = folder;
    this.networkOwner =
        spec.namespaces().mode(NamespaceType.NETWORK) instanceof NamespaceMode.OfContainer other
            ? Optional.of(new ContainerFolder(directories, other.containerId()))
            : Optional.empty();
  }

  /** The mounts, without those whose place the specification's own mounts take. */
  List<PlacedMount> mounts() {
    List<PlacedMount> mounts = new ArrayList<>();
    add(mounts, HOSTS, spec.networkFiles().hosts());
    add(mounts, HOSTNAME, spec.networkFiles().hostname());
    add(mounts, RESOLV_CONF, spec.networkFiles().resolvConf());
    return mounts;
  }

  /** Writes those that nobody named. */
  void write() {
    String hostname = spec.effectiveHostname();
    write(HOSTNAME, NetworkFileContents.hostname(hostname));
    NetworkFiles files = spec.networkFiles();
    write(HOSTS, files.texts().hosts().orElseGet(() -> hosts(hostname)));
    write(
        RESOLV_CONF,
        files
            .texts()
            .resolvConf()
            .orElseGet(
                () ->
                    NetworkFileContents.resolvConf(
                        shared(RESOLV_CONF).orElseGet(() -> ofHost(RESOLV_CONF)),
                        files.resolver())));
  }

  private String hosts(String hostname) {
    boolean ofHost = spec.namespaces().mode(NamespaceType.NETWORK) instanceof NamespaceMode.Host;
    return NetworkFileContents.withEntries(
        ofHost
            ? ofHost(HOSTS)
            : shared(HOSTS).orElseGet(() -> NetworkFileContents.hosts(hostname, spec.domainname())),
        spec.networkFiles().extraHosts());
  }

  /** The files that {@link #write} makes. */
  List<String> explanation() {
    return List.of(HOSTNAME, HOSTS, RESOLV_CONF).stream()
        .map(name -> "write(\"" + folder.runFile(name) + "\")")
        .toList();
  }

  private void add(List<PlacedMount> mounts, String name, Optional<Path> chosen) {
    String target = ETC.resolve(name).toString();
    if (spec.mounts().stream().noneMatch(mount -> mount.target().equals(target))) {
      Path source = chosen.orElse(folder.runFile(name));
      mounts.add(new PlacedMount(new Mount.Bind(source, target, false), false));
    }
  }

  /** What the container whose network is joined has; empty when it keeps its own elsewhere. */
  private Optional<String> shared(String name) {
    return networkOwner
        .map(owner -> owner.runFile(name))
        .filter(Files::exists)
        .map(ContainerFiles::read);
  }

  private static String ofHost(String name) {
    Path file = ETC.resolve(name);
    return Files.exists(file) ? read(file) : "";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new EngineException("cannot read " + file + ": " + IoReason.of(failure), failure);
    }
  }

  private void write(String name, String content) {
    Path file = folder.runFile(name);
    try {
      RawFile.write(file, WORLD_READABLE, content.getBytes(StandardCharsets.UTF_8));
      if (spec.namespaces().users().isPresent()) {
        HostIds ids = HostIds.of(spec.namespaces());
        Files.setAttribute(file, "unix:uid", ids.uid(0));
        Files.setAttribute(file, "unix:gid", ids.gid(0));
      }
    } catch (SyscallException failure) {
      throw new EngineException("cannot write " + file + ": " + failure.getMessage(), failure);
    } catch (IOException failure) {
      throw new EngineException("cannot write " + file + ": " + IoReason.of(failure), failure);
    }
  }
}
