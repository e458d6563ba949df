package jcompose.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jcompose.engine.EngineException;
import jcompose.engine.state.IoReason;

/** Whether a host sends packets on; in the network namespace that the calling thread is in. */
final class Forwarding {
  private static final String V4 = "ipv4/ip_forward";
  private static final String V6 = "ipv6/conf/all/forwarding";
  private static final Path LINKS = Path.of("/proc/sys/net/ipv6/conf");

  private Forwarding() {}

  /** Switches it on where it is wanted; answers with what was off, as sysctl(8) names it. */
  static List<String> enable(boolean v4, boolean v6) {
    List<String> changed = new ArrayList<>();
    if (v4 && Sysctls.read(V4).equals("0")) {
      Sysctls.write(V4, "1");
      changed.add("net.ipv4.ip_forward");
    }
    if (v6 && Sysctls.read(V6).equals("0")) {
      keepAdvertisedRoutes();
      Sysctls.write(V6, "1");
      changed.add("net.ipv6.conf.all.forwarding");
    }
    return changed;
  }

  /** A host that forwards listens to routers no more, unless accept_ra is 2. */
  private static void keepAdvertisedRoutes() {
    try (Stream<Path> links = Files.list(LINKS)) {
      for (Path link : links.toList()) {
        String name = "ipv6/conf/" + link.getFileName() + "/accept_ra";
        if (!link.endsWith("all") && Sysctls.read(name).equals("1")) {
          Sysctls.write(name, "2");
        }
      }
    } catch (IOException failure) {
      throw new EngineException(LINKS + ": " + IoReason.of(failure), failure);
    }
  }
}
