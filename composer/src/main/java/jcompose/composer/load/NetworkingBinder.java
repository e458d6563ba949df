package jcompose.composer.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Attachment;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Network;
import jcompose.composer.model.Networking;
import jcompose.composer.model.Position;
import jcompose.composer.model.PublishedPort;
import jcompose.engine.spec.NamespaceType;

/** Binds {@code networks}, {@code mac_address}, {@code ports}, {@code expose}, {@code links}. */
final class NetworkingBinder {
  private static final String NOTHING = "no network";

  private final Map<String, Attribute> service;
  private final Optional<NamespaceChoice> namespace;
  private final Position position;
  private final boolean networks;
  private final List<Dependency> dependencies = new ArrayList<>();

  /**
   * @param position the service's
   * @param networks whether networks are bound at all
   */
  NetworkingBinder(
      Map<String, Attribute> service,
      Map<NamespaceType, NamespaceChoice> namespaces,
      Position position,
      boolean networks) {
    this.service = service;
    this.namespace = Optional.ofNullable(namespaces.get(NamespaceType.NETWORK));
    this.position = position;
    this.networks = networks;
  }

  Networking bind() {
    if (!networks) {
      return Networking.NONE;
    }
    Map<String, Attachment> attachments =
        optional("networks").map(AttachmentsBinder::bind).orElse(Map.of());
    List<PublishedPort> ports = optional("ports").map(PortsBinder::ports).orElse(List.of());
    Map<String, String> links = new LinkedHashMap<>();
    optional("links").ifPresent(attribute -> links(attribute, links));
    Optional<String> outside = outside();
    outside.ifPresent(this::refuse);
    if (outside.isPresent()) {
      attachments = Map.of();
    } else if (attachments.isEmpty()) {
      attachments = Map.of(Network.DEFAULT, Attachment.to(Network.DEFAULT, position));
    }
    Networking bound =
        new Networking(
            attachments,
            outside.isPresent() ? List.of() : ports,
            optional("expose").map(PortsBinder::expose).orElse(List.of()),
            links);
    return optional("mac_address")
        .flatMap(AttachmentsBinder::mac)
        .map(mac -> ofFirst(bound, mac))
        .orElse(bound);
  }

  /** The services that {@code links} name. */
  List<Dependency> dependencies() {
    return dependencies;
  }

  private Optional<Attribute> optional(String key) {
    return Optional.ofNullable(service.get(key));
  }

  /** Where the service is instead of in networks. */
  private Optional<String> outside() {
    if (namespace.isPresent()) {
      NamespaceChoice choice = namespace.get();
      return Optional.of(
          choice instanceof NamespaceChoice.Host
              ? "the host's network"
              : choice instanceof NamespaceChoice.OfService of
                  ? "the network of service '" + of.service() + "'"
                  : "a network namespace of another program");
    }
    return optional("network_mode")
        .filter(mode -> mode.string().equals(Optional.of("none")))
        .map(mode -> NOTHING);
  }

  private void refuse(String place) {
    optional("networks")
        .ifPresent(
            attribute ->
                attribute.problem(
                    place.equals(NOTHING)
                        ? "does not go with 'network_mode: none'; keep one of them"
                        : "does not go with "
                            + place
                            + ", in which the service is; keep one of them"));
    String advice =
        namespace.filter(choice -> choice instanceof NamespaceChoice.OfService).isPresent()
            ? "publish them of that service"
            : namespace.filter(choice -> choice instanceof NamespaceChoice.Host).isPresent()
                ? "its ports are the host's already"
                : "nothing could reach them";
    optional("ports")
        .ifPresent(attribute -> attribute.problem("the service is in " + place + ": " + advice));
    for (String key : List.of("links", "mac_address")) {
      optional(key).ifPresent(attribute -> attribute.problem("means nothing in " + place));
    }
  }

  private void links(Attribute attribute, Map<String, String> links) {
    for (Attribute item : attribute.items()) {
      Optional<String> text = item.nonEmptyString();
      int colon = text.map(both -> both.indexOf(':')).orElse(-1);
      String other = text.map(both -> colon < 0 ? both : both.substring(0, colon)).orElse("");
      String alias = text.map(both -> both.substring(colon + 1)).orElse("");
      if (text.isPresent() && AttachmentsBinder.isHostName(item, alias)) {
        dependencies.add(Dependency.of(other, item));
        links.put(alias, other);
      }
    }
  }

  /** With a MAC address for the first interface, unless the network says another. */
  private Networking ofFirst(Networking bound, String mac) {
    Map<String, Attachment> changed = new LinkedHashMap<>(bound.attachments());
    bound.attachments().values().stream()
        .findFirst()
        .ifPresent(
            first -> {
              if (first.mac().filter(other -> !other.equals(mac)).isPresent()) {
                optional("mac_address")
                    .ifPresent(
                        attribute ->
                            attribute.problem(
                                "contradicts the one of network '" + first.network() + "'"));
              }
              changed.put(first.network(), first.withMac(mac));
            });
    return new Networking(changed, bound.ports(), bound.expose(), bound.links());
  }
}
