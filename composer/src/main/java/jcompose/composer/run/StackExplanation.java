package jcompose.composer.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.image.ImageStore;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.composer.model.Source;
import jcompose.composer.plan.Cause;
import jcompose.composer.plan.Made;
import jcompose.composer.plan.Observed;
import jcompose.composer.plan.Plan;
import jcompose.composer.plan.Planner;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.wiring.ServiceNetwork;
import jcompose.composer.wiring.ServiceNetworks;
import jcompose.composer.wiring.Wiring;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Mount;
import org.jspecify.annotations.Nullable;

/** What starting a project's services does, call by call; nothing is made or started. */
public final class StackExplanation {
  private static final int DIGITS = 64;

  private final Project project;
  private final EngineDirectories directories;
  private final MountedImages mounted;
  private final Contents contents;
  private final Set<Replica> there = new LinkedHashSet<>();

  /** The first container of each service. */
  private final Map<String, ContainerSpec> existing = new LinkedHashMap<>();

  private @Nullable ServiceNetworks networks;

  /**
   * Looks up which containers there are: each is explained as it is, unless its service changed.
   *
   * @param variables the values of those that secrets name
   */
  public StackExplanation(
      Project project, Map<String, String> variables, EngineDirectories directories) {
    this.contents =
        new Contents(project, variables, new ProjectClaim(directories, project.name()).key(false));
    this.project = project;
    this.directories = directories;
    this.mounted = new MountedImages(directories);
    for (ContainerState state : StoredStack.states(directories, project.name())) {
      if (OneOffMark.of(state).isEmpty()) {
        Replica replica = Labels.from(state.spec().annotations()).replica();
        there.add(replica);
        if (replica.number() == 1) {
          existing.put(replica.service(), state.spec());
        }
      }
    }
  }

  /**
   * The calls of a service's first container, one a line.
   *
   * @throws jcompose.composer.ComposerException when its image is not in the store
   */
  public String of(String name) {
    Service service = Optional.ofNullable(project.services().get(name)).orElseThrow();
    ServiceImage image = ServiceImage.find(directories, service);
    String hash = MadeJson.of(made(service, image).in(network(service, 1).identity())).hash();
    ContainerSpec now = existing.get(name);
    ContainerSpec spec =
        now != null && Labels.from(now.annotations()).configHash().equals(hash)
            ? now
            : foreseen(service, image, hash);
    return ContainerEngine.explain(directories, spec);
  }

  private Made made(Service service, ServiceImage image) {
    return new Made(
        Counting.of(service),
        image.identity(),
        mounted.find(service),
        contents.hashes(service),
        List.of());
  }

  /**
   * What {@code up} would do.
   *
   * @throws jcompose.composer.ComposerException when it can be seen that it would fail
   */
  public Plan plan(UpOptions options) {
    Map<Replica, String> hashes = new LinkedHashMap<>();
    Map<Replica, Made> made = new LinkedHashMap<>();
    Map<String, String> missing = new LinkedHashMap<>();
    for (String name : Planner.services(project, options)) {
      Service service = Optional.ofNullable(project.services().get(name)).orElseThrow();
      if (service.source() instanceof Source.Image image
          && new ImageStore(directories).find(image.reference(), image.digest()).isEmpty()) {
        missing.put(name, image.reference());
        continue;
      }
      Made from = made(service, ServiceImage.find(directories, service));
      for (Replica replica : service.replicas()) {
        Made own = from.in(network(service, replica.number()).identity());
        made.put(replica, own);
        hashes.put(replica, MadeJson.of(own).hash());
      }
    }
    return Planner.up(
        project,
        replica -> hashes.getOrDefault(replica, ""),
        observed(),
        options,
        (service, container) -> {
          Made now = made.get(container.replica());
          return now == null
              ? List.of(
                  new Cause(
                      Cause.Kind.IMAGE,
                      missing.get(service.name()) + " is not in the store: it is fetched",
                      Optional.of(service.positionOf("image"))))
              : new MadeFrom(directories).changes(container.id(), now, service);
        });
  }

  private List<Observed> observed() {
    List<Observed> observed = new ArrayList<>();
    for (ContainerState state : StoredStack.states(directories, project.name())) {
      if (OneOffMark.of(state).isEmpty()) {
        Labels labels = Labels.from(state.spec().annotations());
        observed.add(
            new Observed(
                state.spec().id(),
                state.spec().name(),
                labels.replica(),
                labels.configHash(),
                state.status() == ContainerState.Status.RUNNING,
                labels.anonymousVolumes()));
      }
    }
    return observed;
  }

  /** Of the container that is there, else of the one that there would be. */
  private List<Mount> mountsOf(String service) {
    ContainerSpec there = existing.get(service);
    if (there != null) {
      return there.mounts();
    }
    Service other = Optional.ofNullable(project.services().get(service)).orElseThrow();
    mounted.find(other);
    return foreseen(other, ServiceImage.find(directories, other), "").mounts();
  }

  private ContainerSpec foreseen(Service service, ServiceImage image, String hash) {
    ServiceMounts mounts =
        new ServiceMounts(
            project,
            service,
            image,
            new VolumeStore(directories),
            kept(service.name()),
            mounted,
            new GrantedFiles(directories, id(service.name()), service),
            contents,
            this::mountsOf);
    mounts.foresee();
    Map<String, String> ids = new LinkedHashMap<>();
    for (String other : project.services().keySet()) {
      ids.put(other, id(other));
    }
    Labels labels =
        Labels.of(
            project.name(),
            service,
            1,
            hash,
            image.label(),
            ContainerSpecs.stopSignal(service, image.config()),
            HealthDefaults.of(service.life().health(), image.config().health()),
            mounts.anonymousVolumes(),
            "");
    return ContainerSpecs.of(
        id(service.name()),
        service.containerName(project.name(), 1),
        service,
        image,
        mounts.mounts(),
        ids,
        network(service, 1),
        labels);
  }

  private ServiceNetwork network(Service service, int number) {
    if (!project.hasNetworks()) {
      return ServiceNetwork.NONE;
    }
    ServiceNetworks all = networks;
    if (all == null) {
      all = Wiring.foresee(project, there, directories);
      networks = all;
    }
    return all.of(service, number);
  }

  private Map<String, String> kept(String service) {
    ContainerSpec before = existing.get(service);
    return before == null ? Map.of() : Labels.from(before.annotations()).anonymousVolumes();
  }

  /** Of the container that is there, or zeros in place of what chance will give. */
  private String id(String service) {
    ContainerSpec container = existing.get(service);
    if (container != null) {
      return container.id();
    }
    int number = List.copyOf(project.services().keySet()).indexOf(service) + 1;
    String digits = Integer.toString(number);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }
}
