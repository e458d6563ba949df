package jcompose.composer.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jcompose.engine.spec.NamespaceType;

/**
 * One service, every default applied that does not depend on its image.
 *
 * @param name its key under {@code services:}
 * @param position where it is declared
 * @param source its image or root folder
 * @param command replaces the image's Cmd; present and empty clears it
 * @param entrypoint replaces the image's Entrypoint and drops its Cmd; present and empty clears it
 * @param environment from {@code env_file} and {@code environment}, resolved, in order
 * @param workingDir replaces the image's WorkingDir
 * @param user replaces the image's User
 * @param hostname the host name; the container's short id when empty
 * @param domainname the NIS domain name
 * @param conf files mounted over /etc/hosts, /etc/hostname and /etc/resolv.conf
 * @param mounts {@code volumes:} in the long form, and {@code tmpfs:}, in the file's order
 * @param devices device nodes
 * @param namespaces the namespaces that are not private
 * @param limits cgroup limits
 * @param process what it says of its processes besides what they run
 * @param container what it says of its container besides what is in it
 * @param resolution how it finds other machines
 * @param networking its networks and ports
 * @param pull when its image is fetched
 * @param readOnly whether the root file system is read-only
 * @param capAdd capabilities added, {@code CAP_} in front, or {@code ALL}
 * @param capDrop capabilities dropped, {@code CAP_} in front, or {@code ALL}
 * @param securityOpt what confines it besides, or does not
 * @param privileged whether it is privileged
 * @param stopSignal the signal that asks it to stop, {@code SIGTERM}, {@code SIGRTMIN+3} or a
 *     number; the image's when empty
 * @param stopGracePeriod the time between that signal and SIGKILL
 * @param life what becomes of its container when it has ended
 * @param dependsOn services that start before it, those of shared namespaces included
 * @param conditions how it depends on those that {@code depends_on} names
 * @param tty whether it has a pseudo terminal
 * @param stdinOpen whether standard input stays open
 * @param labels its labels
 * @param positions where its attributes stand, by name, for example {@code image} or {@code
 *     volumes[0]}
 */
public record Service(
    String name,
    Position position,
    Source source,
    Optional<List<String>> command,
    Optional<List<String>> entrypoint,
    Map<String, String> environment,
    Optional<String> workingDir,
    Optional<String> user,
    Optional<String> hostname,
    Optional<String> domainname,
    Conf conf,
    List<ServiceMount> mounts,
    List<DeviceMapping> devices,
    Map<NamespaceType, NamespaceChoice> namespaces,
    Limits limits,
    ProcessSettings process,
    ContainerSettings container,
    Resolution resolution,
    Networking networking,
    PullSettings pull,
    boolean readOnly,
    List<String> capAdd,
    List<String> capDrop,
    SecurityOptions securityOpt,
    boolean privileged,
    Optional<String> stopSignal,
    Duration stopGracePeriod,
    LifeSettings life,
    List<String> dependsOn,
    Map<String, DependsOn> conditions,
    boolean tty,
    boolean stdinOpen,
    Map<String, String> labels,
    Map<String, Position> positions) {
  private static final String SCALE = "scale";
  private static final String REPLICAS = "deploy.replicas";

  /** Copies the collections. */
  public Service {
    command = command.map(List::copyOf);
    entrypoint = entrypoint.map(List::copyOf);
    environment = Ordered.copy(environment);
    mounts = List.copyOf(mounts);
    devices = List.copyOf(devices);
    namespaces = Ordered.copy(namespaces);
    capAdd = List.copyOf(capAdd);
    capDrop = List.copyOf(capDrop);
    dependsOn = List.copyOf(dependsOn);
    conditions = Ordered.copy(conditions);
    labels = Ordered.copy(labels);
    positions = Ordered.copy(positions);
  }

  /** Where an attribute stands, or for {@code conf.hosts} the one around it, or the service. */
  public Position positionOf(String attribute) {
    int dot = attribute.indexOf('.');
    Position around =
        dot < 0 ? position : positions.getOrDefault(attribute.substring(0, dot), position);
    return positions.getOrDefault(attribute, around);
  }

  /** The name of one of its containers. */
  public String containerName(String project, int number) {
    return container.name().orElse(project + "-" + new Replica(name, number));
  }

  /** How many containers it has. */
  public int scale() {
    return container.scale().orElse(1);
  }

  /** Its containers, which are numbered from 1. */
  public List<Replica> replicas() {
    return IntStream.rangeClosed(1, scale()).mapToObj(n -> new Replica(name, n)).toList();
  }

  /** Where the files say how many containers it has; empty where they do not. */
  public Optional<Position> scalePosition() {
    return Stream.of(SCALE, REPLICAS)
        .flatMap(key -> Stream.ofNullable(positions.get(key)))
        .findFirst();
  }

  /** The same service with a number of containers that is not the files'. */
  public Service withScale(int number) {
    Map<String, Position> others = new LinkedHashMap<>(positions);
    others.keySet().removeAll(List.of(SCALE, REPLICAS));
    return with(Map.of("container", container.withScale(number), "positions", others));
  }

  /** How it depends on another service. */
  public DependsOn dependsOn(String other) {
    return conditions.getOrDefault(other, DependsOn.ORDER);
  }

  /** The same service with other dependencies. */
  public Service withDependsOn(List<String> services, Map<String, DependsOn> how) {
    return with(Map.of("dependsOn", services, "conditions", how));
  }

  /** The same service on other images. */
  public Service withImages(Source otherSource, List<ServiceMount> otherMounts) {
    return with(Map.of("source", otherSource, "mounts", otherMounts));
  }

  /**
   * The same service with some components changed.
   *
   * @param components new values by the components' names, which must be of their types
   */
  public Service with(Map<String, ?> components) {
    return Changed.copy(this, Service.class, components);
  }
}
