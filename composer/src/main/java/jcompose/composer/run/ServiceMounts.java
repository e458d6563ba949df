package jcompose.composer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Position;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Volume;
import jcompose.engine.NewVolume;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.Root;
import jcompose.engine.spec.VolumeDevice;
import jcompose.engine.state.IoReason;

/**
 * Makes what a service's mounts need on the host: folders, volumes without a name, the image's
 * content in volumes. Volumes with a name are there ({@link NamedVolumes}).
 *
 * <p>After {@link #prepare} it holds the engine's mounts and the anonymous volumes in use.
 */
final class ServiceMounts {
  /** In place of what chance gives. */
  private static final String UNNAMED = "0".repeat(64);

  private final Project project;
  private final Service service;
  private final ServiceImage image;
  private final VolumeStore volumes;
  private final Map<String, String> kept;
  private final List<String> problems = new ArrayList<>();
  private final MountedImages images;
  private final GrantedFiles granted;
  private final Contents contents;
  private final Function<String, List<Mount>> mountsOf;
  private final List<Mount> mounts = new ArrayList<>();
  private final Map<String, String> anonymous = new LinkedHashMap<>();
  private boolean making = true;

  /**
   * The mounts of one service.
   *
   * @param kept anonymous volumes taken over from the container before: target to volume name
   * @param images the images among its mounts
   * @param granted its configs and secrets
   * @param contents what they hold
   * @param mountsOf what another service's container mounts
   */
  ServiceMounts(
      Project project,
      Service service,
      ServiceImage image,
      VolumeStore volumes,
      Map<String, String> kept,
      MountedImages images,
      GrantedFiles granted,
      Contents contents,
      Function<String, List<Mount>> mountsOf) {
    this.project = project;
    this.service = service;
    this.image = image;
    this.volumes = volumes;
    this.kept = kept;
    this.images = images;
    this.granted = granted;
    this.contents = contents;
    this.mountsOf = mountsOf;
  }

  /** The engine's mounts, in the file's order. */
  List<Mount> mounts() {
    return mounts;
  }

  /** The volumes without a name: target to volume name. */
  Map<String, String> anonymousVolumes() {
    return anonymous;
  }

  /**
   * What is wrong with what the user named; nothing is made.
   *
   * @return messages, each with its place
   */
  List<String> problems() {
    service.conf().hosts().ifPresent(file -> requireFile("conf.hosts", file));
    service.conf().hostname().ifPresent(file -> requireFile("conf.hostname", file));
    service.conf().resolvConf().ifPresent(file -> requireFile("conf.resolv.conf", file));
    service.mounts().forEach(this::check);
    problems.addAll(granted.problems());
    return problems;
  }

  private void check(ServiceMount mount) {
    if (mount instanceof ServiceMount.Bind bind
        && !bind.createHostPath()
        && !Files.exists(bind.source())) {
      problem(
          bind.position(),
          "volumes: bind source "
              + bind.source()
              + " does not exist; create it, or set bind.create_host_path: true");
    } else if (mount instanceof ServiceMount.Named named) {
      Volume volume = volume(named);
      if (volume.external() && !volumes.exists(volume.name())) {
        problem(
            named.position(),
            "volumes: external volume '" + volume.name() + "' does not exist; create it first");
      }
      device(volume);
    } else if (mount instanceof ServiceMount.Grant grant) {
      contents
          .problem(grant)
          .ifPresent(
              why ->
                  problem(
                      grant.position(),
                      (grant.secret() ? "secrets: '" : "configs: '")
                          + grant.source()
                          + "': "
                          + why));
    }
  }

  private void device(Volume volume) {
    Optional<VolumeDevice> device = volume.device();
    String place = volume.position() + ": volumes." + volume.key() + ".driver_opts: ";
    if (!volume.external()
        && volumes.exists(volume.name())
        && !volumes.device(volume.name()).equals(device)) {
      problems.add(
          place
              + "the volume '"
              + volume.name()
              + "' exists and was made with others; remove it with 'down -v' first");
    } else if (device.isPresent()
        && device.get().isBind()
        && !Files.exists(Path.of(device.get().device()))) {
      problems.add(place + "device " + device.get().device() + " does not exist; create it");
    }
  }

  /** What there will be, for a look at the whole container before any of it is made. */
  List<Mount> planned() {
    Set<String> targets = new LinkedHashSet<>(image.config().volumes());
    service.mounts().stream()
        .filter(mount -> !(mount instanceof ServiceMount.From))
        .forEach(mount -> targets.add(mount.target()));
    return targets.stream().<Mount>map(target -> new Mount.Tmpfs(target, "", false)).toList();
  }

  /** The same without making anything; volumes without a name get one that means nothing. */
  void foresee() {
    making = false;
    prepare();
  }

  /** Makes what is missing. */
  void prepare() {
    for (ServiceMount mount : service.mounts()) {
      if (mount instanceof ServiceMount.From from) {
        ofOther(from);
      } else {
        mounts.add(prepare(mount));
      }
    }
    for (String target : image.config().volumes()) {
      if (!covers(target)) {
        mounts.add(anonymous(target, false, false, Map.of()));
      }
    }
  }

  private boolean covers(String target) {
    return mounts.stream().anyMatch(mount -> mount.target().equals(target));
  }

  /** The other's binds and volumes, as Docker takes them; its memory stays its own. */
  private void ofOther(ServiceMount.From from) {
    for (Mount mount : mountsOf.apply(from.service())) {
      if (mount instanceof Mount.Bind bind
          && !covers(bind.target())
          && !GrantedFiles.owns(granted.directories(), bind.source())) {
        List<String> options = new ArrayList<>(bind.options());
        if (from.readOnly()) {
          options.add("rro");
        }
        mounts.add(
            new Mount.Bind(bind.source(), bind.target(), options, bind.subpath(), bind.ofDevice()));
      }
    }
  }

  private void requireFile(String attribute, Path file) {
    if (!Files.isRegularFile(file)) {
      problem(
          service.positionOf(attribute),
          attribute
              + ": "
              + file
              + (Files.exists(file) ? " is not a file" : " does not exist; create it"));
    }
  }

  private Mount prepare(ServiceMount mount) {
    if (mount instanceof ServiceMount.Bind bind) {
      makeSource(bind);
      return new Mount.Bind(bind.source(), bind.target(), options(bind), Optional.empty());
    }
    if (mount instanceof ServiceMount.Named named) {
      return named(named);
    }
    if (mount instanceof ServiceMount.Anonymous unnamed) {
      return anonymous(unnamed.target(), unnamed.readOnly(), unnamed.nocopy(), unnamed.labels());
    }
    if (mount instanceof ServiceMount.OfImage other) {
      return new Mount.Image(images.layers(other.image()), other.target(), other.subpath());
    }
    if (mount instanceof ServiceMount.Grant grant) {
      return granted.mount(grant);
    }
    if (mount instanceof ServiceMount.SharedMemory memory) {
      return sharedMemory(memory);
    }
    ServiceMount.Tmpfs tmpfs = (ServiceMount.Tmpfs) mount;
    return new Mount.Tmpfs(tmpfs.target(), tmpfs.options(), tmpfs.readOnly());
  }

  private static Mount sharedMemory(ServiceMount.SharedMemory memory) {
    return memory.size() == 0
        ? new Mount.Omitted(memory.target())
        : new Mount.FileSystem(
            "tmpfs",
            "shm",
            memory.target(),
            List.of("nosuid", "noexec", "nodev", "mode=1777", "size=" + memory.size()));
  }

  private static List<String> options(ServiceMount.Bind bind) {
    List<String> options = new ArrayList<>();
    options.add(bind.recursive() == ServiceMount.Recursive.DISABLED ? "bind" : "rbind");
    if (bind.readOnly()) {
      boolean below =
          bind.recursive() == ServiceMount.Recursive.ENABLED
              || bind.recursive() == ServiceMount.Recursive.READONLY;
      options.add(below ? "rro" : "ro");
    }
    bind.propagation().ifPresent(options::add);
    return options;
  }

  private void makeSource(ServiceMount.Bind bind) {
    if (Files.exists(bind.source())) {
      return;
    }
    if (!making) {
      return;
    }
    try {
      Files.createDirectories(bind.source());
    } catch (IOException e) {
      throw new ComposerException(
          placed(
              bind.position(),
              "volumes: bind source " + bind.source() + " cannot be made: " + IoReason.of(e)),
          e);
    }
  }

  private Mount named(ServiceMount.Named mount) {
    Volume volume = volume(mount);
    Optional<VolumeDevice> device =
        volume.external() ? volumes.device(volume.name()) : volume.device();
    if (device.isPresent()) {
      return ofDevice(volume.name(), device.get(), mount);
    }
    return fill(volume.name(), mount.target(), mount.readOnly(), mount.nocopy(), mount.subpath());
  }

  /** It holds what the device holds: nothing of the image is copied there. */
  private Mount ofDevice(String name, VolumeDevice device, ServiceMount.Named mount) {
    List<String> options = new ArrayList<>(device.isBind() ? device.options() : List.of("rbind"));
    if (mount.readOnly()) {
      options.add("rro");
    }
    return device.isBind()
        ? new Mount.Bind(Path.of(device.device()), mount.target(), options, mount.subpath())
        : new Mount.Bind(volumes.path(name), mount.target(), options, mount.subpath(), true);
  }

  private Volume volume(ServiceMount.Named mount) {
    return Optional.ofNullable(project.volumes().get(mount.volume())).orElseThrow();
  }

  private Mount anonymous(
      String target, boolean readOnly, boolean nocopy, Map<String, String> labels) {
    String name = kept.get(target);
    if (name == null || !volumes.exists(name)) {
      name = making ? Ids.random() : UNNAMED;
    }
    if (making && !volumes.exists(name)) {
      Map<String, String> all =
          VolumeLabels.anonymous(project.name(), service.name(), target, labels);
      volumes.create(List.of(new NewVolume(name, all, nocopy ? Optional.empty() : seed(target))));
    }
    anonymous.put(target, name);
    return fill(name, target, readOnly, nocopy, Optional.empty());
  }

  private Optional<NewVolume.Content> seed(String target) {
    return Optional.of(new NewVolume.Content(new Root(image.layers(), true), target));
  }

  /** A part of a volume takes nothing of the image, as in Docker: it must be there already. */
  private Mount fill(
      String name, String target, boolean readOnly, boolean nocopy, Optional<String> subpath) {
    if (making && !nocopy && subpath.isEmpty()) {
      volumes.seed(name, new Root(image.layers(), true), target);
    }
    List<String> options = readOnly ? List.of("rbind", "rro") : List.of("rbind");
    return new Mount.Bind(volumes.path(name), target, options, subpath);
  }

  private void problem(Position position, String message) {
    problems.add(placed(position, message));
  }

  private String placed(Position position, String message) {
    return position + ": services." + service.name() + "." + message;
  }
}
