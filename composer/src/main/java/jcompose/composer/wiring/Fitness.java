package jcompose.composer.wiring;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.model.PublishedPort;
import jcompose.composer.model.Service;
import jcompose.composer.network.ContainerNetwork;

/** What of a project's networks cannot be had here, seen before anything is made; pure. */
final class Fitness {
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Looks at every service. */
  Fitness(ServiceNetworks services, EngineSpecs specs) {
    for (Service service : services.project().services().values()) {
      boolean any = !service.networking().attachments().isEmpty();
      if (any && ServiceNetworks.hasOwnUsers(service)) {
        users(service);
      }
      for (PublishedPort port : service.networking().ports()) {
        if (port.protocol().equals("sctp")) {
          problems.add(at(service, port) + port + ": only tcp and udp can be published here");
        }
      }
      services.kept(service, 1).ifPresent(container -> reached(service, container, specs));
    }
  }

  /** What keeps the project from being brought up, each with its place. */
  List<String> problems() {
    return problems;
  }

  /** What is not as somebody may think, each with its place. */
  List<String> warnings() {
    return warnings;
  }

  /** What is different where the kernel keeps no rules. */
  static String withoutRules(String reason) {
    return "networks: "
        + reason
        + ": published ports are passed on by this program, networks are not kept apart, and other"
        + " machines are reached only where somebody else's rules masquerade";
  }

  private void users(Service service) {
    boolean asked =
        !service.networking().ports().isEmpty()
            || service.networking().attachments().values().stream()
                .anyMatch(attachment -> !attachment.position().equals(service.position()));
    String subject =
        service.positionOf("namespaces.user") + ": services." + service.name() + ".namespaces.user";
    String reason = ": whose root has no rights over the networks that are made for it";
    if (asked) {
      problems.add(subject + reason + "; leave out 'networks' and 'ports', or the user namespace");
    } else {
      warnings.add(subject + reason + ": it has none but lo; 'network_mode: none' says so");
    }
  }

  private void reached(Service service, ContainerNetwork container, EngineSpecs specs) {
    if (!service.networking().ports().isEmpty() && specs.targets(container).isEmpty()) {
      PublishedPort first = service.networking().ports().get(0);
      warnings.add(
          at(service, first)
              + "without effect: from none of the service's networks are ports published; add one"
              + " that is a bridge and not internal");
    }
  }

  private static String at(Service service, PublishedPort port) {
    return port.position() + ": services." + service.name() + ".ports: ";
  }
}
