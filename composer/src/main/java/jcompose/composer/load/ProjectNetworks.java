package jcompose.composer.load;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jcompose.composer.model.Attachment;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Network;
import jcompose.composer.model.Network.Driver;
import jcompose.composer.model.Network.Pool;
import jcompose.composer.model.PointToPoint;
import jcompose.composer.model.Position;
import jcompose.composer.model.PublishedPort;
import jcompose.composer.model.Service;
import org.jspecify.annotations.Nullable;

/** The phase that checks the services' networks and ports against the project and each other. */
final class ProjectNetworks {
  private final Problems problems;
  private final String project;
  private final Map<String, Service> services;

  /**
   * @param services those that the profiles leave enabled
   */
  ProjectNetworks(Problems problems, String project, Map<String, Service> services) {
    this.problems = problems;
    this.project = project;
    this.services = services;
  }

  /** Checks the services, and adds the network {@code default} when one is in it. */
  void networks(Map<String, Network> networks) {
    Map<String, Map<IpAddress, Attachment>> addresses = new LinkedHashMap<>();
    Map<String, Attachment> macs = new LinkedHashMap<>();
    for (Service service : services.values()) {
      for (Attachment attachment : service.networking().attachments().values()) {
        String key = attachment.network();
        if (key.equals(Network.DEFAULT)) {
          networks.computeIfAbsent(
              key, implicit -> Network.bridge(key, project + "_" + key, attachment.position()));
        }
        Network network = networks.get(key);
        if (network == null) {
          problem(
              service,
              attachment,
              "network '"
                  + key
                  + "' is not declared under the top-level 'networks'"
                  + Suggestion.of(key, networks.keySet()));
        } else {
          attachment(service, attachment, network);
          Map<IpAddress, Attachment> taken =
              addresses.computeIfAbsent(key, first -> new LinkedHashMap<>());
          attachment.ipv4().ifPresent(ip -> twice(service, attachment, ip, taken));
          attachment.ipv6().ifPresent(ip -> twice(service, attachment, ip, taken));
          attachment.mac().ifPresent(mac -> sameMac(service, attachment, mac, macs));
        }
      }
    }
    ports();
  }

  private void attachment(Service service, Attachment attachment, Network network) {
    attachment.ipv4().ifPresent(ip -> address(service, attachment, network, ip));
    attachment.ipv6().ifPresent(ip -> address(service, attachment, network, ip));
    boolean alone = service.networking().attachments().size() == 1;
    if (network.driver() == Driver.HOST || network.driver() == Driver.NONE) {
      String mode = network.driver() == Driver.HOST ? "host" : "none";
      if (!alone) {
        problem(
            service,
            attachment,
            "a service in a network of driver '" + mode + "' can be in no other");
      }
    }
  }

  private void address(Service service, Attachment attachment, Network network, IpAddress ip) {
    if (network.external()) {
      return; // whose subnet is known only when it is there
    }
    Optional<Pool> pool =
        network.pools().stream().filter(one -> one.subnet().six() == ip.six()).findFirst();
    String family = ip.six() ? "IPv6" : "IPv4";
    if (pool.isEmpty()) {
      problem(
          service,
          attachment,
          ip
              + " needs a subnet of "
              + family
              + " in the 'ipam' of network '"
              + network.key()
              + "'"
              + (ip.six() && !network.ipv6() ? ", and 'enable_ipv6: true'" : ""));
      return;
    }
    Pool of = pool.get();
    String subnet = of.subnet() + ", the subnet of network '" + network.key() + "'";
    if (!of.subnet().contains(ip)) {
      problem(service, attachment, ip + " is not within " + subnet);
    } else if (!of.subnet().canBeMachine(ip)) {
      problem(service, attachment, ip + " is no machine's in " + subnet);
    } else if (of.gateway().isPresent()
        ? of.gateway().get().equals(ip)
        : of.subnet().address().plus(1).equals(ip)) {
      problem(service, attachment, ip + " is the gateway of network '" + network.key() + "'");
    } else {
      of.reserved()
          .forEach(
              (name, reserved) -> {
                if (reserved.equals(ip)) {
                  problem(
                      service, attachment, ip + " is kept for '" + name + "' in 'aux_addresses'");
                }
              });
    }
  }

  private void twice(
      Service service, Attachment attachment, IpAddress ip, Map<IpAddress, Attachment> taken) {
    Attachment other = taken.putIfAbsent(ip, attachment);
    if (other != null) {
      problem(service, attachment, ip + " is taken already, at " + other.position());
    }
  }

  private void sameMac(
      Service service, Attachment attachment, String mac, Map<String, Attachment> macs) {
    Attachment other = macs.putIfAbsent(attachment.network() + " " + mac, attachment);
    if (other != null) {
      problems.warn(
          attachment.position(),
          path(service, attachment),
          "has the 'mac_address' of " + other.position() + ": frames for one may reach the other");
    }
  }

  private void problem(Service service, Attachment attachment, String words) {
    problems.add(attachment.position(), path(service, attachment), words);
  }

  private static String path(Service service, Attachment attachment) {
    String path = "services." + service.name() + ".networks";
    boolean implicit = attachment.position().equals(service.position());
    return implicit ? path : path + "." + attachment.network();
  }

  /** No two services may publish the same port. */
  private void ports() {
    Map<Integer, Map<PublishedPort, String>> byNumber = new HashMap<>();
    for (Service service : services.values()) {
      for (PublishedPort port : service.networking().ports()) {
        if (!port.isFixed()) {
          continue;
        }
        Map<PublishedPort, String> before =
            byNumber.computeIfAbsent(port.first(), first -> new LinkedHashMap<>());
        before.forEach(
            (other, owner) -> {
              if (!owner.equals(service.name()) && other.takesThatOf(port)) {
                problems.add(
                    port.position(),
                    "services." + service.name() + ".ports",
                    "port "
                        + port.first()
                        + "/"
                        + port.protocol()
                        + " of the host is that of service '"
                        + owner
                        + "' at "
                        + other.position());
              }
            });
        before.put(port, service.name());
      }
    }
  }

  /**
   * The wires between services; of those with a service that is not enabled, none.
   *
   * @param links the top-level {@code links}
   * @param declared all services of the file
   */
  List<PointToPoint> links(@Nullable Attribute links, Set<String> declared) {
    Map<String, Position> interfaces = new LinkedHashMap<>();
    for (Service service : services.values()) {
      for (Attachment attachment : service.networking().attachments().values()) {
        attachment
            .interfaceName()
            .ifPresent(name -> interfaces.put(service.name() + ":" + name, attachment.position()));
      }
    }
    return links == null
        ? List.of()
        : new WiresBinder(services, new TreeSet<>(declared), interfaces).bind(links);
  }
}
