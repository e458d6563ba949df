package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;
import org.junit.jupiter.api.Test;

class NetworkNamesTest {
  private static final NetworkNames NAMES = new NetworkNames("jcompose");

  /** A change here leaves what older versions made without an owner. */
  @Test
  void areTheSameForEver() {
    NetworkSpec network = network("demo", "demo_default", Optional.empty());
    assertEquals("jcbnrbx65i2nhcj", NAMES.link(network));
    assertEquals("jcv4z7ylnuaye55", NAMES.port("demo", "web-1", "eth0"));
    assertEquals("02:78:03:c1:65:b7", NAMES.bridgeMac(network));
    assertEquals("jcompose:demo:demo_default", NAMES.bridgeAlias(network));
    assertEquals("jcompose_demo", NAMES.table("demo"));
    assertEquals("jcompose_1a_demo", new NetworkNames("jcompose-1a").table("demo"));
  }

  @Test
  void aBridgeMayHaveANameOfItsOwn() {
    assertEquals("br-lab", NAMES.link(network("demo", "demo_lab", Optional.of("br-lab"))));
    for (String bad : List.of("", "sixteen-bytes-xx", "a b", "a/b", "a:b", ".", "..")) {
      assertThrows(
          IllegalArgumentException.class, () -> network("demo", "lab", Optional.of(bad)), bad);
    }
  }

  @Test
  void tellWhoseALinkIs() {
    assertEquals(Optional.of("demo"), NAMES.projectOf("jcompose:demo:demo_default:web-1"));
    assertEquals(Optional.empty(), NAMES.networkOf("jcompose:demo:demo_default:web-1"));
    assertEquals(Optional.of("demo_default"), NAMES.networkOf("jcompose:demo:demo_default"));
    assertEquals(Optional.empty(), NAMES.projectOf("jcompose-1a:demo:demo_default"));
    assertEquals(Optional.empty(), NAMES.projectOf(""));
  }

  @Test
  void ofManyThingsAreAllDifferent() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      names.add(NAMES.port("demo", "web-" + i, "eth0"));
      names.add(NAMES.port("demo", "web-" + i, "eth1"));
    }
    assertEquals(40_000, names.size());
  }

  private static NetworkSpec network(String project, String name, Optional<String> link) {
    return new NetworkSpec(
        project, name, Driver.BRIDGE, link, List.of(), OptionalInt.empty(), false);
  }
}
