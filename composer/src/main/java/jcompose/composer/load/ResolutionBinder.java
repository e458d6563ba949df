package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Conf;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Resolution;
import jcompose.engine.spec.HostEntry;
import jcompose.engine.spec.NamespaceType;

/** Binds {@code extra_hosts}, {@code dns}, {@code dns_search} and {@code dns_opt}. */
final class ResolutionBinder {
  private final Problems problems;
  private final Map<String, Attribute> service;
  private final boolean ofHost;
  private final boolean networks;
  private final Optional<String> joined;

  ResolutionBinder(
      Problems problems,
      Map<String, Attribute> service,
      Map<NamespaceType, NamespaceChoice> namespaces,
      boolean networks) {
    this.networks = networks;
    this.problems = problems;
    this.service = service;
    NamespaceChoice network = namespaces.get(NamespaceType.NETWORK);
    this.ofHost = network instanceof NamespaceChoice.Host;
    this.joined =
        network instanceof NamespaceChoice.OfService of
            ? Optional.of(of.service())
            : Optional.empty();
  }

  Resolution bind(Conf conf) {
    refuseJoined();
    hidden("extra_hosts", "hosts", conf.hosts().isPresent());
    for (String key : List.of("dns", "dns_search", "dns_opt")) {
      hidden(key, "resolv.conf", conf.resolvConf().isPresent());
    }
    List<HostEntry> hosts = new ArrayList<>();
    optional("extra_hosts").ifPresent(attribute -> hosts(attribute, hosts));
    return new Resolution(hosts, servers(), words("dns_search"), words("dns_opt"));
  }

  private Optional<Attribute> optional(String key) {
    return Optional.ofNullable(service.get(key));
  }

  /** The files are those of the service whose network is joined, as in Docker. */
  private void refuseJoined() {
    if (joined.isEmpty()) {
      return;
    }
    for (String key : List.of("extra_hosts", "dns", "dns_search", "dns_opt")) {
      optional(key)
          .ifPresent(
              attribute ->
                  attribute.problem(
                      "contradicts the network that is joined; say it of service '"
                          + joined.get()
                          + "'"));
    }
  }

  private void hidden(String key, String file, boolean replaced) {
    if (replaced) {
      optional(key)
          .ifPresent(
              attribute ->
                  problems.warn(
                      attribute.position(),
                      attribute.path(),
                      "without effect: 'conf' replaces the whole /etc/" + file));
    }
  }

  private void hosts(Attribute attribute, List<HostEntry> entries) {
    if (attribute.isMapping()) {
      attribute
          .entries()
          .forEach(
              (name, value) ->
                  value
                      .itemsOrOne()
                      .forEach(
                          item ->
                              item.nonEmptyString()
                                  .ifPresent(ip -> host(item, name, ip, entries))));
      return;
    }
    for (Attribute item : attribute.items()) {
      String text = item.nonEmptyString().orElse("");
      int equals = text.indexOf('=');
      int end = equals >= 0 ? equals : text.indexOf(':');
      if (end > 0) {
        host(item, text.substring(0, end).strip(), text.substring(end + 1).strip(), entries);
      } else if (!text.isEmpty()) {
        item.problem("'" + text + "' is not of the form NAME=ADDRESS");
      }
    }
  }

  private void host(Attribute item, String name, String address, List<HostEntry> entries) {
    String bare =
        address.startsWith("[") && address.endsWith("]")
            ? address.substring(1, address.length() - 1)
            : address;
    if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
      item.problem("'" + name + "' is not a host name");
    } else if (bare.equals(Resolution.HOST_GATEWAY)) {
      if (ofHost) {
        entries.add(new HostEntry("127.0.0.1", name));
      } else if (networks) {
        entries.add(new HostEntry(Resolution.HOST_GATEWAY, name));
      } else {
        item.problem(
            "'host-gateway' is the host as a container's network reaches it, and this service has"
                + " no network to the host; with 'network_mode: host' it is 127.0.0.1");
      }
    } else if (isAddress(bare)) {
      entries.add(new HostEntry(bare, name));
    } else {
      item.problem("'" + address + "' is not an IP address or 'host-gateway'");
    }
  }

  private List<String> servers() {
    List<String> servers = new ArrayList<>();
    for (Attribute item : optional("dns").map(Attribute::itemsOrOne).orElse(List.of())) {
      item.nonEmptyString()
          .ifPresent(
              text -> {
                if (isAddress(text)) {
                  servers.add(text);
                } else {
                  item.problem("'" + text + "' is not an IP address");
                }
              });
    }
    return servers;
  }

  private List<String> words(String key) {
    List<String> words = new ArrayList<>();
    for (Attribute item : optional(key).map(Attribute::itemsOrOne).orElse(List.of())) {
      item.nonEmptyString()
          .ifPresent(
              text -> {
                if (text.chars().anyMatch(Character::isWhitespace)) {
                  item.problem("'" + text + "' is more than one word; write a list");
                } else {
                  words.add(text);
                }
              });
    }
    return words;
  }

  /** Numbers only: no name is looked up. */
  private static boolean isAddress(String text) {
    return IpAddress.parse(text).isPresent();
  }
}
