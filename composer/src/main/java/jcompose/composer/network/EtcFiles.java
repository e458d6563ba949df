package jcompose.composer.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Resolution;
import jcompose.engine.spec.HostEntry;

/** What /etc/hosts and /etc/resolv.conf say in a container with networks, as Docker writes them. */
public final class EtcFiles {
  /** Where the project's DNS server answers in every network namespace of its services. */
  public static final String SERVER = "127.0.0.11";

  private static final String LOCAL =
      """
      127.0.0.1\tlocalhost
      ::1\tlocalhost ip6-localhost ip6-loopback
      fe00::\tip6-localnet
      ff00::\tip6-mcastprefix
      ff02::1\tip6-allnodes
      ff02::2\tip6-allrouters
      """;

  private EtcFiles() {}

  /**
   * The text of /etc/hosts: the usual, {@code extra_hosts}, then the container's own addresses.
   *
   * @param domainname stands behind the host name in a name of its own
   * @param gateway what {@code host-gateway} means; lines with it are left out when empty
   */
  public static String hosts(
      String hostname,
      Optional<String> domainname,
      Resolution resolution,
      ContainerNetwork container,
      Optional<IpAddress> gateway) {
    StringBuilder text = new StringBuilder(LOCAL);
    for (HostEntry entry : entries(resolution, gateway)) {
      line(text, entry.address(), entry.name());
    }
    String names =
        domainname.map(domain -> hostname + "." + domain + " " + hostname).orElse(hostname);
    for (PlannedInterface one : container.interfaces()) {
      one.address(false).ifPresent(address -> line(text, address.text(), names));
      one.address(true).ifPresent(address -> line(text, address.text(), names));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String address, String names) {
    text.append(address).append('\t').append(names).append('\n');
  }

  /** {@code extra_hosts} with {@code host-gateway} replaced by an address. */
  public static List<HostEntry> entries(Resolution resolution, Optional<IpAddress> gateway) {
    List<HostEntry> entries = new ArrayList<>();
    for (HostEntry entry : resolution.extraHosts()) {
      if (!entry.address().equals(Resolution.HOST_GATEWAY)) {
        entries.add(entry);
      } else {
        gateway.ifPresent(address -> entries.add(new HostEntry(address.text(), entry.name())));
      }
    }
    return entries;
  }

  /**
   * What {@code host-gateway} means to a container: where its default route leads, or else the
   * gateway of its first network; IPv4 before IPv6.
   */
  public static Optional<IpAddress> gateway(AddressPlan plan, ContainerNetwork container) {
    Optional<IpAddress> routed =
        container.interfaces().stream()
            .flatMap(one -> one.gateways().stream())
            .min(IpAddress::compareTo);
    return routed.or(
        () ->
            container.interfaces().stream()
                .flatMap(one -> Optional.ofNullable(plan.networks().get(one.network())).stream())
                .flatMap(network -> network.subnets().stream())
                .map(PlannedSubnet::gateway)
                .findFirst());
  }

  /**
   * The text of /etc/resolv.conf: the project's server alone, which knows the host's and those of
   * {@code dns}; the domains and options of the service, else of the host.
   *
   * @param ofHost the host's resolv.conf
   */
  public static String resolvConf(String ofHost, Resolution resolution) {
    List<String> search =
        resolution.dnsSearch().isEmpty() ? words(ofHost, "search") : resolution.dnsSearch();
    List<String> options =
        new ArrayList<>(
            resolution.dnsOptions().isEmpty() ? words(ofHost, "options") : resolution.dnsOptions());
    boolean dots = resolution.dnsOptions().stream().anyMatch(option -> option.startsWith("ndots:"));
    if (!dots) {
      options.removeIf(option -> option.startsWith("ndots:"));
      options.add("ndots:0"); // names without a dot are asked for as they are, of the services
    }
    StringBuilder text = new StringBuilder("nameserver " + SERVER + "\n");
    if (!search.isEmpty() && !search.equals(List.of("."))) {
      text.append("search ").append(String.join(" ", search)).append('\n');
    }
    return text.append("options ").append(String.join(" ", options)).append('\n').toString();
  }

  /** The words of the last line that begins with a key, as resolv.conf(5) has it. */
  private static List<String> words(String text, String key) {
    List<String> found = List.of();
    for (String line : text.split("\n", -1)) {
      List<String> words = List.of(line.strip().split("[ \t]+", -1));
      boolean domain = key.equals("search") && words.get(0).equals("domain");
      if (words.size() > 1 && (words.get(0).equals(key) || domain)) {
        found = words.subList(1, words.size());
      }
    }
    return found;
  }
}
