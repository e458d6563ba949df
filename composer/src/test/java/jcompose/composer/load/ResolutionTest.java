package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.model.Resolution;
import jcompose.engine.spec.HostEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code extra_hosts}, {@code dns}, {@code dns_search} and {@code dns_opt}. */
final class ResolutionTest {
  @TempDir Path path;

  private List<HostEntry> hosts(String... lines) {
    return Folder.of(path).service(lines).resolution().extraHosts();
  }

  @Test
  void everyFormOfAHost() {
    List<HostEntry> expected = List.of(new HostEntry("10.0.0.1", "a"), new HostEntry("::1", "b"));
    assertEquals(expected, hosts("extra_hosts: ['a=10.0.0.1', 'b=::1']"));
    assertEquals(expected, hosts("extra_hosts: ['a:10.0.0.1', 'b:::1']"));
    assertEquals(expected, hosts("extra_hosts: ['a=10.0.0.1', 'b=[::1]']"));
    assertEquals(expected, hosts("extra_hosts: {a: 10.0.0.1, b: '::1'}"));
    assertEquals(
        List.of(new HostEntry("10.0.0.1", "a"), new HostEntry("10.0.0.2", "a")),
        hosts("extra_hosts: {a: [10.0.0.1, 10.0.0.2]}"));
  }

  @Test
  void theGatewayIsTheLoopbackInTheHostsNetworkAndElseLeftToTheNetwork() {
    assertEquals(
        List.of(new HostEntry("127.0.0.1", "h")),
        hosts("network_mode: host", "extra_hosts: ['h:host-gateway']"));
    assertEquals(
        List.of(new HostEntry(Resolution.HOST_GATEWAY, "h")),
        hosts("extra_hosts: ['h:host-gateway']"));
  }

  @Test
  void serversDomainsAndOptions() {
    assertEquals(
        new Resolution(List.of(), List.of("1.1.1.1"), List.of("lab"), List.of("ndots:2")),
        Folder.of(path)
            .service("dns: 1.1.1.1", "dns_search: lab", "dns_opt: ['ndots:2']")
            .resolution());
  }

  @Test
  void whatIsNoAddress() {
    assertEquals(
        List.of(
            "stack.yml:4:19: services.web.extra_hosts[0]: '10.0.0.256' is not an IP address or"
                + " 'host-gateway'",
            "stack.yml:4:35: services.web.extra_hosts[1]: 'b' is not of the form NAME=ADDRESS",
            "stack.yml:5:11: services.web.dns[0]: 'one.one' is not an IP address"),
        Folder.of(path).problems("extra_hosts: ['a=10.0.0.256', 'b']", "dns: [one.one]"));
  }
}
