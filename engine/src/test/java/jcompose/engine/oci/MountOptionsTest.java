package jcompose.engine.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountOptionsTest {
  private static MountOptions of(String options) {
    return MountOptions.parse(List.of(options.split(",", -1)));
  }

  @Test
  void sortsFlagsDataAndPropagation() {
    MountOptions options = of("nosuid,strictatime,mode=755,size=65536k,rslave");
    assertEquals("NOSUID|STRICTATIME", options.flags().text());
    assertEquals(0x1000002, options.flags().value());
    assertEquals("mode=755,size=65536k", options.data());
    assertEquals("SLAVE", options.propagations().get(0).type().text());
    assertTrue(options.propagations().get(0).recursive());
  }

  @Test
  void theLastOfTwoContradictingOptionsWins() {
    MountOptions options = of("ro,nosuid,rw,dev");
    assertEquals("NOSUID", options.flags().text());
    assertEquals("NOSUID", options.set().text());
    assertEquals(0x5, options.cleared().value()); // RDONLY, NODEV
  }

  @Test
  void accessTimesAreClearedBeforeOneIsSet() {
    assertEquals(0x10, of("noatime").set().value());
    assertEquals(0x70, of("noatime").cleared().value());
    assertEquals(0, of("nodiratime").cleared().value());
  }

  @Test
  void recursiveOptionsAreForEverythingBelow() {
    MountOptions options = of("rbind,rro,rnosuid,rexec");
    assertEquals(0x3, options.recursiveSet().value());
    assertEquals(0x8, options.recursiveCleared().value());
    assertEquals(0, options.set().value());
    assertEquals("", options.data());
  }
}
