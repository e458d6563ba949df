package jcompose.composer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Position;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Volume;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.Root;
import jcompose.engine.state.IoReason;

/**
 * Makes what a service's mounts need on the host: folders, volumes with the image's content.
 *
 * <p>After {@link #prepare} it holds the engine's mounts and the anonymous volumes in use.
 */
final class ServiceMounts {
  private final Project project;
  private final Service service;
  private final ServiceImage image;
  private final VolumeStore volumes;
  private final Map<String, String> kept;
  private final StackEvents events;
  private final List<Mount> mounts = new ArrayList<>();
  private final Map<String, String> anonymous = new LinkedHashMap<>();

  /**
   * The mounts of one service.
   *
   * @param kept anonymous volumes taken over from the container before: target to volume name
   * @param events told of volumes that are made
   */
  ServiceMounts(
      Project project,
      Service service,
      ServiceImage image,
      VolumeStore volumes,
      Map<String, String> kept,
      StackEvents events) {
    this.project = project;
    this.service = service;
    this.image = image;
    this.volumes = volumes;
    this.kept = kept;
    this.events = events;
  }

  /** The engine's mounts, in the file's order. */
  List<Mount> mounts() {
    return mounts;
  }

  /** The volumes without a name: target to volume name. */
  Map<String, String> anonymousVolumes() {
    return anonymous;
  }

  /** Checks what the user named and makes what is missing. */
  void prepare() {
    checkFiles();
    for (ServiceMount mount : service.mounts()) {
      mounts.add(prepare(mount));
    }
    Set<String> covered =
        service.mounts().stream().map(ServiceMount::target).collect(Collectors.toSet());
    for (String target : image.config().volumes()) {
      if (!covered.contains(target)) {
        mounts.add(anonymous(target, false, false));
      }
    }
  }

  private void checkFiles() {
    service.conf().hosts().ifPresent(file -> requireFile("conf.hosts", file));
    service.conf().hostname().ifPresent(file -> requireFile("conf.hostname", file));
    service.conf().resolvConf().ifPresent(file -> requireFile("conf.resolv.conf", file));
    service
        .devices()
        .forEach(
            device -> {
              if (Files.notExists(device.source())) {
                throw fail(
                    device.position(),
                    "devices: " + device.source() + " does not exist on this machine");
              }
            });
  }

  private void requireFile(String attribute, Path file) {
    if (!Files.isRegularFile(file)) {
      throw fail(
          service.positionOf(attribute),
          attribute
              + ": "
              + file
              + (Files.exists(file) ? " is not a file" : " does not exist; create it"));
    }
  }

  private Mount prepare(ServiceMount mount) {
    if (mount instanceof ServiceMount.Bind bind) {
      requireSource(bind);
      return new Mount.Bind(bind.source(), bind.target(), bind.readOnly());
    }
    if (mount instanceof ServiceMount.Named named) {
      return named(named);
    }
    if (mount instanceof ServiceMount.Anonymous unnamed) {
      return anonymous(unnamed.target(), unnamed.readOnly(), unnamed.nocopy());
    }
    ServiceMount.Tmpfs tmpfs = (ServiceMount.Tmpfs) mount;
    return new Mount.Tmpfs(tmpfs.target(), tmpfs.options(), tmpfs.readOnly());
  }

  private void requireSource(ServiceMount.Bind bind) {
    if (Files.exists(bind.source())) {
      return;
    }
    if (!bind.createHostPath()) {
      throw fail(
          bind.position(),
          "volumes: bind source "
              + bind.source()
              + " does not exist; create it, or set"
              + " bind.create_host_path: true");
    }
    try {
      Files.createDirectories(bind.source());
    } catch (IOException e) {
      throw fail(
          bind.position(),
          "volumes: bind source " + bind.source() + " could not be created: " + IoReason.of(e));
    }
  }

  private Mount named(ServiceMount.Named mount) {
    Volume volume = Optional.ofNullable(project.volumes().get(mount.volume())).orElseThrow();
    if (!volumes.exists(volume.name())) {
      if (volume.external()) {
        throw fail(
            mount.position(),
            "volumes: external volume '" + volume.name() + "' does not exist; create it first");
      }
      volumes.create(volume.name(), VolumeLabels.of(project.name(), volume));
      events.progress("Volume " + volume.name(), "Created");
    }
    return fill(volume.name(), mount.target(), mount.readOnly(), mount.nocopy());
  }

  private Mount anonymous(String target, boolean readOnly, boolean nocopy) {
    String name = kept.get(target);
    if (name == null || !volumes.exists(name)) {
      name = Ids.random();
      volumes.create(name, VolumeLabels.anonymous(project.name(), service.name(), target));
    }
    anonymous.put(target, name);
    return fill(name, target, readOnly, nocopy);
  }

  private Mount fill(String name, String target, boolean readOnly, boolean nocopy) {
    if (!nocopy) {
      volumes.seed(name, new Root(image.layers(), true), target);
    }
    return new Mount.Bind(volumes.path(name), target, readOnly);
  }

  private ComposerException fail(Position position, String message) {
    return new ComposerException(position + ": services." + service.name() + "." + message);
  }
}
