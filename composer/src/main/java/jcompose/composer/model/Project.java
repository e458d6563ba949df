package jcompose.composer.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Compose project, complete and checked.
 *
 * @param name the project's name: lower case letters, digits, dashes and underscores
 * @param directory the absolute folder that relative paths are resolved against
 * @param files the Compose files it was read from, absolute
 * @param services the services that the profiles leave enabled, in the files' order
 * @param volumes the named volumes, in the files' order
 * @param configs what configs hold, by their keys
 * @param secrets what secrets hold, by their keys
 * @param networks the networks that services are in, by their keys
 * @param links the wires between two services
 */
public record Project(
    String name,
    Path directory,
    List<Path> files,
    Map<String, Service> services,
    Map<String, Volume> volumes,
    Map<String, Content> configs,
    Map<String, Content> secrets,
    Map<String, Network> networks,
    List<PointToPoint> links) {
  /** Copies the collections. */
  public Project {
    files = List.copyOf(files);
    services = Ordered.copy(services);
    volumes = Ordered.copy(volumes);
    configs = Ordered.copy(configs);
    secrets = Ordered.copy(secrets);
    networks = Ordered.copy(networks);
    links = List.copyOf(links);
  }

  /** Whether any service is in a network, or on a wire. */
  public boolean hasNetworks() {
    return !links.isEmpty()
        || services.values().stream()
            .anyMatch(service -> !service.networking().attachments().isEmpty());
  }

  /** The same project with other services. */
  public Project withServices(Map<String, Service> others) {
    return Changed.copy(this, Project.class, Map.of("services", others));
  }
}
