package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import jcompose.composer.model.PointToPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The top-level {@code links}, a key of our own. */
final class WiresTest {
  private static final String SERVICES =
      "services: {r1: {image: a, network_mode: none}, r2: {image: a, networks: {n: {interface_name:"
          + " eth9}}}, off: {image: a, profiles: [x]}, h: {image: a, network_mode: host}}\n"
          + "networks: {n: }\n";

  @TempDir Path folder;

  private List<PointToPoint> links(String text) {
    return new NetworkFile(folder).project(SERVICES + text).links();
  }

  private List<String> problems(String text) {
    return new NetworkFile(folder).problems(SERVICES + "links: [" + text + "]");
  }

  @Test
  void joinTwoServices() {
    for (String key : List.of("links", "x-links")) {
      PointToPoint wire =
          links(key + ": [{endpoints: ['r1:eth1', 'r2:eth1'], mtu: 9000, link: {delay: 5ms}}]")
              .get(0);
      assertEquals("r1:eth1", wire.one().toString());
      assertEquals("r2:eth1", wire.other().toString());
      assertEquals(OptionalInt.of(9000), wire.mtu());
      assertEquals("delay 5ms", wire.link().egress().orElseThrow().toString());
      assertEquals("delay 5ms", wire.link().ingress().orElseThrow().toString());
      assertEquals(4, wire.position().line());
    }
  }

  @Test
  void ofServicesThatAreNotEnabledAreLeftOut() {
    assertEquals(List.of(), links("links: [{endpoints: ['r1:eth1', 'off:eth1']}]"));
  }

  @Test
  void areRefused() {
    assertEquals(
        List.of("4:9: links[0]: needs two 'endpoints' such as [\"r1:eth1\", \"r2:eth1\"]"),
        problems("{mtu: 9000}"));
    assertEquals(
        List.of("4:22: links[0].endpoints[0]: no service 'r3'; did you mean 'r1'?"),
        problems("{endpoints: ['r3:eth1', 'r2:eth1']}"));
    assertEquals(
        List.of(
            "4:22: links[0].endpoints[0]: 'r1' is not of the form SERVICE:INTERFACE",
            "4:28: links[0].endpoints[1]: service 'h' has no network of its own to put an end"
                + " into"),
        problems("{endpoints: ['r1', 'h:eth1']}"));
    assertEquals(
        List.of(
            "4:33: links[0].endpoints[1]: interface 'eth9' of 'r2' is the one at stack.yml:2:74"),
        problems("{endpoints: ['r1:eth1', 'r2:eth9']}"));
    assertEquals(
        List.of("4:33: links[0].endpoints[1]: 'e/1' is not a name of an interface, such as eth1"),
        problems("{endpoints: ['r1:eth1', 'r2:e/1']}"));
  }
}
