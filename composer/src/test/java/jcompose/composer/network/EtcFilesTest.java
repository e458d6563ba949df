package jcompose.composer.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.load.NetworkProjects;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Project;
import jcompose.composer.model.Resolution;
import jcompose.composer.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** /etc/hosts, /etc/resolv.conf and the ports that {@code port} prints. */
final class EtcFilesTest {
  private static final String OF_HOST =
      "nameserver 10.0.0.1\nsearch corp lab\noptions edns0 ndots:3\n";

  @TempDir Path folder;

  @Test
  void hostsAreTheUsualThenTheExtraOnesThenItsOwn() {
    Project project =
        NetworkProjects.of(
            folder,
            """
            services:
              web:
                image: a
                extra_hosts: ["printer=192.0.2.1", "host.docker.internal:host-gateway"]
                networks: {n: {ipv4_address: 10.1.0.7}}
            networks: {n: {ipam: {config: [{subnet: 10.1.0.0/24, gateway: 10.1.0.9}]}}}
            """);
    AddressPlan plan = AddressPlanner.plan(project, Map.of(), Surroundings.NONE);
    ContainerNetwork container = plan.containers().get(0);
    Service service = project.services().values().iterator().next();
    assertEquals(
        """
        127.0.0.1\tlocalhost
        ::1\tlocalhost ip6-localhost ip6-loopback
        fe00::\tip6-localnet
        ff00::\tip6-mcastprefix
        ff02::1\tip6-allnodes
        ff02::2\tip6-allrouters
        192.0.2.1\tprinter
        10.1.0.9\thost.docker.internal
        10.1.0.7\th.example h
        """,
        EtcFiles.hosts(
            "h",
            Optional.of("example"),
            service.resolution(),
            container,
            EtcFiles.gateway(plan, container)));
  }

  @Test
  void theProjectsServerIsAsked() {
    assertEquals(
        "nameserver 127.0.0.11\nsearch corp lab\noptions edns0 ndots:0\n",
        EtcFiles.resolvConf(OF_HOST, Resolution.NONE));
    assertEquals(
        "nameserver 127.0.0.11\nsearch a\noptions ndots:2 rotate\n",
        EtcFiles.resolvConf(
            OF_HOST,
            new Resolution(
                List.of(), List.of("9.9.9.9"), List.of("a"), List.of("ndots:2", "rotate"))));
    assertEquals(
        "nameserver 127.0.0.11\noptions ndots:0\n",
        EtcFiles.resolvConf(
            "domain x\n", new Resolution(List.of(), List.of(), List.of("."), List.of())));
  }

  @Test
  void portsArePrintedInOrder() {
    List<BoundPort> ports =
        List.of(
            new BoundPort(Optional.of(new IpAddress("::")), 8080, 80, "tcp"),
            new BoundPort(Optional.of(new IpAddress("0.0.0.0")), 8080, 80, "tcp"),
            new BoundPort(Optional.of(new IpAddress("127.0.0.1")), 53, 53, "udp"));
    assertEquals(List.of("0.0.0.0:8080", "[::]:8080"), BoundPort.of(ports, 80, "tcp"));
    assertEquals(List.of(), BoundPort.of(ports, 80, "udp"));
    assertEquals(
        "127.0.0.1:53->53/udp, 0.0.0.0:8080->80/tcp, [::]:8080->80/tcp", BoundPort.text(ports));
  }
}
