package jcompose.engine.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;
import jcompose.engine.spec.NetworkSpec.Subnet;
import jcompose.engine.spec.PublishedPort;

/**
 * A project's table as nft(8) reads it: what its networks may do, and where its ports lead. Applied
 * as a whole, in place of the one before.
 */
final class TableText {
  private final StringBuilder text = new StringBuilder();
  private final NetworkNames names;
  private final List<NetworkSpec> open;
  private final List<NetworkSpec> internal;
  private final List<PublishedPort> ports;

  private TableText(NetworkNames names, List<NetworkSpec> networks, List<PublishedPort> ports) {
    this.names = names;
    this.ports = ports;
    List<NetworkSpec> bridges =
        networks.stream().filter(network -> network.driver() == Driver.BRIDGE).toList();
    open = bridges.stream().filter(network -> !network.internal()).toList();
    internal = bridges.stream().filter(NetworkSpec::internal).toList();
  }

  /** The table of a project with these networks and ports. */
  static String of(
      NetworkNames names, String project, List<NetworkSpec> networks, List<PublishedPort> ports) {
    return new TableText(names, networks, ports).table(project);
  }

  /** Removes a table, whether it is there or not. */
  static String none(String table) {
    return "table inet " + table + "\ndelete table inet " + table + "\n";
  }

  private String table(String project) {
    text.append(none(names.table(project)));
    line("table inet " + names.table(project) + " {");
    guard();
    if (!ports.isEmpty()) {
      chain("prerouting", "type nat hook prerouting priority dstnat; policy accept;");
      line("    ip daddr 127.0.0.0/8 return");
      line("    fib daddr type local jump published");
      end();
      chain("output", "type nat hook output priority -100; policy accept;");
      line("    ip6 daddr ::1 return");
      line("    fib daddr type local jump published");
      end();
      line("  chain published {");
      ports.forEach(this::published);
      end();
    }
    sources();
    forward();
    input();
    line("}");
    return text.toString();
  }

  /** Connections from 127.0.0.1 are sent on to containers: nobody there may answer as it. */
  private void guard() {
    chain("guard", "type filter hook prerouting priority raw; policy accept;");
    open.forEach(network -> line("    iifname " + link(network) + " ip daddr 127.0.0.0/8 drop"));
    end();
  }

  private void published(PublishedPort port) {
    for (InetAddress target : port.targets()) {
      boolean v4 = target.getAddress().length == 4;
      String where =
          port.hostAddress()
              .filter(address -> !address.isAnyLocalAddress())
              .map(address -> (isV4(address) ? "ip daddr " : "ip6 daddr ") + IpPrefix.text(address))
              .orElse("meta nfproto " + (v4 ? "ipv4" : "ipv6"));
      if (port.hostAddress().isPresent() && isV4(port.hostAddress().get()) != v4) {
        continue;
      }
      String destination = v4 ? IpPrefix.text(target) : "[" + IpPrefix.text(target) + "]";
      line(
          "    "
              + where
              + " "
              + port.protocol().name().toLowerCase(Locale.ROOT)
              + " dport "
              + port.hostPort()
              + " dnat "
              + (v4 ? "ip" : "ip6")
              + " to "
              + destination
              + ":"
              + port.targetPort());
    }
  }

  /** Other machines see the host's address; a container that answers a neighbour, the bridge's. */
  private void sources() {
    chain("postrouting", "type nat hook postrouting priority srcnat; policy accept;");
    for (NetworkSpec network : open) {
      line("    oifname " + link(network) + " ip saddr 127.0.0.0/8 masquerade");
      for (Subnet subnet : network.subnets()) {
        String source = (subnet.network().isV4() ? "ip saddr " : "ip6 saddr ") + subnet.network();
        line("    oifname " + link(network) + " " + source + " ct status dnat masquerade");
        line("    oifname != " + link(network) + " " + source + " masquerade");
      }
    }
    end();
  }

  private void forward() {
    chain("forward", "type filter hook forward priority filter; policy accept;");
    for (NetworkSpec network : internal) {
      line("    iifname " + link(network) + " oifname " + link(network) + " accept");
      line("    iifname " + link(network) + " drop");
      line("    oifname " + link(network) + " drop");
    }
    for (NetworkSpec network : open) {
      line("    iifname " + link(network) + " oifname " + link(network) + " accept");
      line("    oifname " + link(network) + " ct state established,related accept");
      line("    oifname " + link(network) + " ct status dnat accept");
      line("    oifname " + link(network) + " drop");
    }
    end();
  }

  private void input() {
    chain("input", "type filter hook input priority filter; policy accept;");
    for (NetworkSpec network : internal) {
      line("    iifname " + link(network) + " ct state established,related accept");
      line(
          "    iifname "
              + link(network)
              + " icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept");
      line("    iifname " + link(network) + " drop");
    }
    end();
  }

  /**
   * What lets packets of these networks pass where somebody else's rules drop what is forwarded.
   */
  static List<String> accepts(NetworkNames names, List<NetworkSpec> networks) {
    List<String> rules = new ArrayList<>();
    for (NetworkSpec network : networks) {
      if (network.driver() == Driver.BRIDGE) {
        rules.add("iifname \"" + names.link(network) + "\" counter accept");
        rules.add("oifname \"" + names.link(network) + "\" counter accept");
      }
    }
    return rules;
  }

  private String link(NetworkSpec network) {
    return '"' + names.link(network) + '"';
  }

  private static boolean isV4(InetAddress address) {
    return address.getAddress().length == 4;
  }

  private void chain(String name, String hook) {
    line("  chain " + name + " {");
    line("    " + hook);
  }

  private void end() {
    line("  }");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
