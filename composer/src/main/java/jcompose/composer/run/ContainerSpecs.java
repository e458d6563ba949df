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
import jcompose.composer.ComposerException;
import jcompose.composer.image.ImageConfig;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Resolution;
import jcompose.composer.model.Service;
import jcompose.composer.wiring.ServiceNetwork;
import jcompose.engine.Capabilities;
import jcompose.engine.Signals;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Device;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Namespaces;
import jcompose.engine.spec.NetworkFiles;
import jcompose.engine.spec.ProcessSpec;
import jcompose.engine.spec.Resolver;
import jcompose.engine.spec.Root;
import jcompose.engine.state.IoReason;

/** A service and its image as the engine's record of a container, as Docker combines the two. */
final class ContainerSpecs {
  private static final String DEFAULT_PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final Path RESOLVERS = Path.of("/etc/resolv.conf");

  private ContainerSpecs() {}

  /**
   * The container of a service.
   *
   * @param id the new container's id
   * @param name its name
   * @param service what the file says
   * @param image what the image says
   * @param mounts already made for the service's volumes
   * @param containerOf the id of another service's container
   * @param network what it has of the project's networks
   * @param labels what it remembers of its service
   */
  static ContainerSpec of(
      String id,
      String name,
      Service service,
      ServiceImage image,
      List<Mount> mounts,
      Map<String, String> containerOf,
      ServiceNetwork network,
      Labels labels) {
    return new ContainerSpec(
        id,
        name,
        new Root(image.layers(), service.readOnly()),
        process(id, service, image.config()),
        service.hostname(),
        service.domainname(),
        new NetworkFiles(
            service.conf().hosts(),
            service.conf().hostname(),
            service.conf().resolvConf(),
            service.resolution().extraHosts().stream()
                .filter(entry -> !entry.address().equals(Resolution.HOST_GATEWAY))
                .toList(),
            new Resolver(
                service.resolution().dns(),
                service.resolution().dnsSearch(),
                service.resolution().dnsOptions()),
            network.etc().isEmpty()
                ? NetworkFiles.Texts.NONE
                : network.texts(hostname(id, service), service.domainname(), resolvers())),
        mounts,
        service.devices().stream()
            .map(device -> new Device(device.source(), device.target(), device.permissions()))
            .toList(),
        namespaces(service, containerOf, network),
        ResourceSpecs.of(service.limits(), Runtime.getRuntime().availableProcessors()),
        service.securityOpt().security(),
        service.limits().cgroupParent().map(parent -> parent + "/" + id),
        service.process().sysctls(),
        service.process().init(),
        service.privileged(),
        service.container().logging(),
        annotations(service, labels));
  }

  private static String hostname(String id, Service service) {
    return service.hostname().orElse(id.substring(0, 12));
  }

  /** The host's /etc/resolv.conf; nothing where there is none. */
  private static String resolvers() {
    try {
      return Files.exists(RESOLVERS) ? Files.readString(RESOLVERS) : "";
    } catch (IOException e) {
      throw new ComposerException(RESOLVERS + " cannot be read: " + IoReason.of(e), e);
    }
  }

  private static Map<String, String> annotations(Service service, Labels labels) {
    Map<String, String> annotations = new LinkedHashMap<>(service.container().annotations());
    annotations.putAll(labels.toAnnotations());
    return annotations;
  }

  private static ProcessSpec process(String id, Service service, ImageConfig image) {
    String hostname = hostname(id, service);
    return new ProcessSpec(
        args(service, image),
        env(service, image, hostname),
        absolute(service.workingDir().orElse(image.workingDir())),
        service.user().orElse(image.user()),
        service.process().groupAdd(),
        capabilities(service),
        service.securityOpt().noNewPrivileges(),
        service.tty(),
        service.stdinOpen(),
        ProcessSpecs.attributes(service.process()));
  }

  /** Entrypoint and Cmd of file and image: a file's entrypoint drops the image's Cmd. */
  static List<String> args(Service service, ImageConfig image) {
    List<String> args = new ArrayList<>(service.entrypoint().orElse(image.entrypoint()));
    if (service.command().isPresent()) {
      args.addAll(service.command().get());
    } else if (service.entrypoint().isEmpty()) {
      args.addAll(image.cmd());
    }
    if (args.isEmpty()) {
      throw new ComposerException(
          service.position().isOption()
              ? "nothing to run: neither the image nor the command line has an entrypoint or a"
                  + " command; put a command behind the options"
              : service.position()
                  + ": services."
                  + service.name()
                  + ": nothing to run: neither the image nor the file has an entrypoint or a"
                  + " command; add 'command:'");
    }
    return args;
  }

  /** The image's Env below the service's, in Docker's order: PATH and HOSTNAME first. */
  static List<String> env(Service service, ImageConfig image, String hostname) {
    Map<String, String> env = new LinkedHashMap<>();
    put(env, DEFAULT_PATH);
    env.put("HOSTNAME", hostname);
    if (service.tty()) {
      env.put("TERM", "xterm");
    }
    image.env().forEach(entry -> put(env, entry));
    env.putAll(service.environment());
    List<String> entries = new ArrayList<>();
    env.forEach((key, value) -> entries.add(key + "=" + value));
    return entries;
  }

  private static void put(Map<String, String> env, String entry) {
    int equals = entry.indexOf('=');
    env.put(
        equals < 0 ? entry : entry.substring(0, equals),
        equals < 0 ? "" : entry.substring(equals + 1));
  }

  private static String absolute(String directory) {
    return directory.startsWith("/") ? directory : "/" + directory;
  }

  static Set<String> capabilities(Service service) {
    if (service.privileged()) {
      return Capabilities.ALL;
    }
    Set<String> set = new LinkedHashSet<>(Capabilities.DOCKER_DEFAULT);
    if (service.capDrop().contains("ALL")) {
      set.clear();
    }
    if (service.capAdd().contains("ALL")) {
      set.addAll(Capabilities.ALL);
    }
    set.addAll(service.capAdd());
    set.removeAll(service.capDrop());
    set.remove("ALL");
    return set;
  }

  private static Namespaces namespaces(
      Service service, Map<String, String> containerOf, ServiceNetwork network) {
    Map<NamespaceType, NamespaceMode> modes = new LinkedHashMap<>();
    service.namespaces().forEach((type, choice) -> modes.put(type, mode(choice, containerOf)));
    network.mode().ifPresent(mode -> modes.put(NamespaceType.NETWORK, mode));
    return new Namespaces(modes);
  }

  private static NamespaceMode mode(NamespaceChoice choice, Map<String, String> containerOf) {
    if (choice instanceof NamespaceChoice.OfService of) {
      String id = containerOf.get(of.service());
      if (id == null) {
        throw new ComposerException(
            "service '" + of.service() + "' has no container whose namespace could be shared");
      }
      return new NamespaceMode.OfContainer(id);
    }
    if (choice instanceof NamespaceChoice.Mapped users) {
      return new NamespaceMode.Mapped(users.uids(), users.gids());
    }
    if (choice instanceof NamespaceChoice.Clocks clocks) {
      return new NamespaceMode.Clocks(clocks.monotonic(), clocks.boottime());
    }
    if (choice instanceof NamespaceChoice.OfPath of) {
      return new NamespaceMode.OfPath(of.path());
    }
    return new NamespaceMode.Host();
  }

  /** The signal that stops a container: the file's, else the image's, else SIGTERM. */
  static int stopSignal(Service service, ImageConfig image) {
    Optional<String> signal = service.stopSignal().or(image::stopSignal);
    return signal.map(Signals::parse).orElse(15);
  }
}
