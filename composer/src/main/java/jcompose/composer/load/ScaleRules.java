package jcompose.composer.load;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.model.Attachment;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.PointToPoint;
import jcompose.composer.model.Project;
import jcompose.composer.model.PublishedPort;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;

/** What a service cannot have that has another number of containers than one. */
public final class ScaleRules {
  /** More containers than this no service can have. */
  public static final int MOST = Replicas.MOST;

  private final Problems problems;
  private final Map<String, Service> services;

  ScaleRules(Problems problems, Map<String, Service> services) {
    this.problems = problems;
    this.services = services;
  }

  /**
   * The project with other numbers of containers.
   *
   * @param scale the numbers, by services that the project has
   * @throws ProjectException naming everything that does not go with them, each with its place
   */
  public static Project scaled(Project project, Map<String, Integer> scale) {
    if (scale.isEmpty()) {
      return project;
    }
    Map<String, Service> services = new LinkedHashMap<>(project.services());
    scale.forEach(
        (name, number) -> services.computeIfPresent(name, (key, one) -> one.withScale(number)));
    Problems problems = new Problems();
    new ScaleRules(problems, services).check(project.links());
    problems.throwIfAny();
    return project.withServices(services);
  }

  /**
   * Checks all services.
   *
   * @param wires the project's
   */
  void check(Collection<PointToPoint> wires) {
    for (Service service : services.values()) {
      if (service.scale() > 1) {
        name(service);
        addresses(service);
        ports(service);
      }
      if (service.scale() > 0) {
        shared(service);
        volumes(service);
      }
    }
    for (PointToPoint wire : wires) {
      for (PointToPoint.Endpoint end : List.of(wire.one(), wire.other())) {
        Service service = services.get(end.service());
        if (service != null && service.scale() > 1) {
          problems.add(
              wire.position(),
              "links",
              "a wire leads to one container, and service '"
                  + service.name()
                  + "' has "
                  + service.scale()
                  + "; use a network for them");
        }
      }
    }
  }

  private void name(Service service) {
    if (service.container().name().isPresent()) {
      problem(service, "container_name", only(service) + "; leave it out");
    }
  }

  private void addresses(Service service) {
    boolean ofFirst = service.positions().containsKey("mac_address");
    if (ofFirst) {
      problem(service, "mac_address", only(service));
    }
    for (Attachment attachment : service.networking().attachments().values()) {
      boolean fixed =
          attachment.ipv4().isPresent()
              || attachment.ipv6().isPresent()
              || (attachment.mac().isPresent() && !ofFirst);
      if (fixed) {
        problems.add(
            attachment.position(),
            "services." + service.name() + ".networks",
            "'"
                + attachment.network()
                + "' fixes an address, which only one of the "
                + service.scale()
                + " containers could have");
      }
    }
  }

  private void ports(Service service) {
    for (PublishedPort port : service.networking().ports()) {
      if (port.first() > 0 && port.last() - port.first() + 1 < service.scale()) {
        problems.add(
            port.position(),
            "services." + service.name() + ".ports",
            port
                + " is not enough for "
                + service.scale()
                + " containers; publish a range of as many, or leave the host's port out");
      }
    }
  }

  /** Nobody shares anything with a container that is not there. */
  private void shared(Service service) {
    for (NamespaceChoice choice : service.namespaces().values()) {
      if (choice instanceof NamespaceChoice.OfService of && isNone(of.service())) {
        problems.add(
            service.position(),
            "services." + service.name(),
            "shares a namespace of service '" + of.service() + "', which has no containers");
      }
    }
  }

  private void volumes(Service service) {
    for (ServiceMount mount : service.mounts()) {
      if (mount instanceof ServiceMount.From from && isNone(from.service())) {
        problems.add(
            from.position(),
            "services." + service.name() + ".volumes_from",
            "service '" + from.service() + "' has no containers whose volumes could be shared");
      }
    }
  }

  private boolean isNone(String name) {
    Service other = services.get(name);
    return other != null && other.scale() == 0;
  }

  private static String only(Service service) {
    return "only one of the " + service.scale() + " containers could have it";
  }

  private void problem(Service service, String key, String words) {
    problems.add(service.positionOf(key), "services." + service.name() + "." + key, words);
  }
}
