package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import jcompose.engine.spec.HostEntry;
import jcompose.engine.spec.Resolver;
import org.junit.jupiter.api.Test;

/** Generated /etc/hosts and /etc/resolv.conf. */
final class NetworkFileContentsTest {
  private static final String OF_HOST =
      "# made by hand\nnameserver 10.0.0.1\nsearch corp\ndomain corp\noptions edns0\n";

  @Test
  void entriesStandAtTheEnd() {
    assertEquals(
        "1.1.1.1 a\n2.2.2.2\tb\n",
        NetworkFileContents.withEntries("1.1.1.1 a", List.of(new HostEntry("2.2.2.2", "b"))));
    assertEquals("x", NetworkFileContents.withEntries("x", List.of()));
  }

  @Test
  void theHostsResolverIsLeftWhereNothingElseIsSaid() {
    assertEquals(OF_HOST, NetworkFileContents.resolvConf(OF_HOST, Resolver.OF_HOST));
  }

  @Test
  void eachKindReplacesTheHosts() {
    assertEquals(
        "# made by hand\nsearch corp\ndomain corp\noptions edns0\nnameserver 9.9.9.9\n",
        NetworkFileContents.resolvConf(
            OF_HOST, new Resolver(List.of("9.9.9.9"), List.of(), List.of())));
    assertEquals(
        "# made by hand\nnameserver 10.0.0.1\nsearch lab b\noptions ndots:1 rotate\n",
        NetworkFileContents.resolvConf(
            OF_HOST, new Resolver(List.of(), List.of("lab", "b"), List.of("ndots:1", "rotate"))));
  }

  @Test
  void aDotSearchesNowhere() {
    assertEquals(
        "# made by hand\nnameserver 10.0.0.1\noptions edns0\n",
        NetworkFileContents.resolvConf(OF_HOST, new Resolver(List.of(), List.of("."), List.of())));
  }
}
