package jcompose.composer.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.wiring.ServiceNetwork;
import jcompose.engine.Container;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.state.LockFile;

/** Makes the container of a {@link OneOff}, and what it needs on the host. */
final class OneOffSpec {
  private static final int SHORT = 12;

  private final Project project;
  private final Service service;
  private final EngineDirectories directories;
  private final StackEvents events;
  private final VolumeStore volumes;
  private final ServiceImage image;
  private final MountedImages mounted;
  private final Contents contents;
  private final String id = Ids.random();

  /**
   * Finds the images.
   *
   * @throws ComposerException naming one that is not in the store
   */
  OneOffSpec(Project project, Service service, EngineDirectories directories, StackEvents events) {
    this.project = project;
    this.service = service;
    this.directories = directories;
    this.events = events;
    this.volumes = new VolumeStore(directories);
    this.image = ServiceImage.find(directories, service);
    this.mounted = new MountedImages(directories);
    mounted.find(service);
    this.contents =
        new Contents(project, Map.of(), new ProjectClaim(directories, project.name()).key(false));
  }

  /**
   * Looks at all of it before any of it is made.
   *
   * @throws ComposerException naming everything that can be seen to fail, each with its place
   */
  void check(ContainerEngine engine) {
    ServiceMounts mounts = mounts();
    List<String> problems = new ArrayList<>(mounts.problems());
    ContainerSpec planned =
        ContainerSpecs.of(
            id,
            name(),
            service,
            image,
            mounts.planned(),
            Map.of(),
            ServiceNetwork.NONE,
            labels(mounts));
    engine.check(planned).forEach(problem -> problems.add(Preflight.placed(service, problem)));
    if (!problems.isEmpty()) {
      throw new ComposerException(String.join("\n", problems));
    }
  }

  /** Makes it; when that fails nothing stays but volumes with a name. */
  Container create(ContainerEngine engine, OneOffMark mark) {
    new NamedVolumes(project, volumes, events).prepare(Map.of(service.name(), image));
    ServiceMounts mounts = mounts();
    LockFile names = LockFile.acquire(directories.run().resolve("locks").resolve("one-offs"));
    try {
      requireFreeName();
      mounts.prepare();
      new GrantedFiles(directories, id, service).write(contents);
      return engine.create(
          ContainerSpecs.of(
                  id,
                  name(),
                  service,
                  image,
                  mounts.mounts(),
                  Map.of(),
                  ServiceNetwork.NONE,
                  labels(mounts))
              .withAnnotations(mark.toAnnotations()));
    } catch (RuntimeException failure) {
      mounts.anonymousVolumes().values().forEach(volumes::remove);
      throw failure;
    } finally {
      names.close();
    }
  }

  private ServiceMounts mounts() {
    return new ServiceMounts(
        project,
        service,
        image,
        volumes,
        Map.of(),
        mounted,
        new GrantedFiles(directories, id, service),
        contents,
        other -> List.of());
  }

  private Labels labels(ServiceMounts mounts) {
    return Labels.of(
        project.name(),
        service,
        1,
        "",
        image.label(),
        ContainerSpecs.stopSignal(service, image.config()),
        Optional.empty(),
        mounts.anonymousVolumes(),
        Instant.now().toString());
  }

  /** One that no other of the service has: the short id is a part of it. */
  private String name() {
    String prefix =
        project.name().equals(service.name())
            ? service.name()
            : project.name() + "-" + service.name();
    return service.container().name().orElse(prefix + "-" + id.substring(0, SHORT));
  }

  /** A container's name is its own on the whole machine, as in Docker. */
  private void requireFreeName() {
    for (ContainerState state : ContainerEngine.list(directories)) {
      if (state.spec().name().equals(name())) {
        Labels holder = Labels.from(state.spec().annotations());
        throw new ComposerException(
            service.positionOf("container_name")
                + ": the container name '"
                + name()
                + "' is held by service '"
                + holder.service()
                + "' of project '"
                + holder.project()
                + "'; choose another, or take that one down with 'jcompose -p "
                + holder.project()
                + " down'");
      }
    }
  }
}
