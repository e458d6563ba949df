package jcompose.engine.network;

import java.util.List;
import java.util.concurrent.Callable;
import jcompose.engine.spec.EndpointSpec;

/**
 * Which links of a container have IPv6. A container has it only if it is asked for, or where it
 * makes its addresses itself; nobody on the network configures it.
 *
 * <p>The kernel switches a link's IPv6 off under the lock of all links, which it tries again and
 * again while somebody has it. What a namespace gives to new links it changes without. So links
 * come without IPv6 where none is to have it.
 */
final class Ipv6Settings {
  private static final String NEW_LINKS = "ipv6/conf/default/disable_ipv6";

  private Ipv6Settings() {}

  /** Opens a socket to a namespace that is about to get these links. */
  static Callable<Netlink> opening(List<EndpointSpec> endpoints, Callable<Netlink> open) {
    return () -> {
      if (endpoints.stream().noneMatch(Ipv6Settings::wanted)) {
        Sysctls.set(NEW_LINKS, "1");
      }
      return open.call();
    };
  }

  /** Sets links that are made and not up yet; those that the container makes will have IPv6. */
  static void apply(List<EndpointSpec> endpoints) {
    Sysctls.set(NEW_LINKS, "0");
    for (EndpointSpec endpoint : endpoints) {
      String folder = "ipv6/conf/" + endpoint.interfaceName();
      boolean v6 = wanted(endpoint);
      Sysctls.set(folder + "/disable_ipv6", v6 ? "0" : "1");
      if (v6) {
        Sysctls.set(folder + "/accept_ra", "0");
      }
    }
  }

  private static boolean wanted(EndpointSpec endpoint) {
    return endpoint.hasV6() || endpoint.addresses().isEmpty();
  }
}
