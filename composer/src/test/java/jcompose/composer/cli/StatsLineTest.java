package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StatsLineTest {
  @Test
  void sizesAreInPowersOfTwoForMemoryAndOfTenForTheRest() {
    assertEquals("512B", Sizes.binary(512));
    assertEquals("1.50KiB", Sizes.binary(1536));
    assertEquals("64.0MiB", Sizes.binary(64L << 20));
    assertEquals("1.54kB", Sizes.words(1536));
  }

  @Test
  void theMachinesMemoryIsTold() {
    assertEquals(2048, StatsSamples.total("MemTotal:       2 kB\nMemFree: 1 kB\n"));
  }
}
