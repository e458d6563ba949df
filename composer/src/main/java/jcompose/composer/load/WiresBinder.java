package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.PointToPoint;
import jcompose.composer.model.PointToPoint.Endpoint;
import jcompose.composer.model.Position;
import jcompose.composer.model.Service;
import jcompose.engine.spec.NamespaceType;

/** Binds the top-level {@code links}, a key of our own: wires between two services. */
final class WiresBinder {
  private static final Keys KEYS = Keys.of("endpoints", "mtu", "link");

  private final Map<String, Service> services;
  private final Set<String> declared;
  private final Map<String, Position> interfaces;

  /**
   * @param services those that are enabled
   * @param declared the names of all
   * @param interfaces where the file names interfaces, by {@code SERVICE:INTERFACE}; gets more
   */
  WiresBinder(
      Map<String, Service> services, Set<String> declared, Map<String, Position> interfaces) {
    this.services = services;
    this.declared = declared;
    this.interfaces = interfaces;
  }

  List<PointToPoint> bind(Attribute links) {
    List<PointToPoint> wires = new ArrayList<>();
    for (Attribute item : links.items()) {
      Map<String, Attribute> fields = item.fields(KEYS);
      Attribute ends = fields.get("endpoints");
      List<Attribute> items = ends == null ? List.of() : ends.items();
      if (items.size() != 2) {
        (ends == null ? item : ends)
            .problem("needs two 'endpoints' such as [\"r1:eth1\", \"r2:eth1\"]");
        continue;
      }
      Optional<Endpoint> one = endpoint(items.get(0));
      Optional<Endpoint> other = endpoint(items.get(1));
      if (one.isPresent() && other.isPresent() && enabled(one.get()) && enabled(other.get())) {
        wires.add(
            new PointToPoint(
                one.get(),
                other.get(),
                Mtu.of(Optional.ofNullable(fields.get("mtu"))),
                LinkBinder.ofWire(fields),
                item.position()));
      }
    }
    return wires;
  }

  private boolean enabled(Endpoint endpoint) {
    return services.containsKey(endpoint.service());
  }

  private Optional<Endpoint> endpoint(Attribute item) {
    Optional<String> text = item.nonEmptyString();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.get().indexOf(':');
    if (colon < 1) {
      item.problem("'" + text.get() + "' is not of the form SERVICE:INTERFACE");
      return Optional.empty();
    }
    String service = text.get().substring(0, colon);
    String name = text.get().substring(colon + 1);
    Optional<String> wrong =
        declared.contains(service)
            ? shared(service).or(() -> InterfaceNames.problem(name))
            : Optional.of("no service '" + service + "'" + Suggestion.of(service, declared));
    if (wrong.isPresent()) {
      item.problem(wrong.get());
      return Optional.empty();
    }
    Position other = interfaces.putIfAbsent(text.get(), item.position());
    if (other != null) {
      item.problem("interface '" + name + "' of '" + service + "' is the one at " + other);
      return Optional.empty();
    }
    return Optional.of(new Endpoint(service, name, item.position()));
  }

  /** A wire needs a network namespace that the service has for itself. */
  private Optional<String> shared(String name) {
    Service service = services.get(name);
    NamespaceChoice choice =
        service == null ? null : service.namespaces().get(NamespaceType.NETWORK);
    return choice == null
        ? Optional.empty()
        : Optional.of("service '" + name + "' has no network of its own to put an end into");
  }
}
