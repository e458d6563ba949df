package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code mem_reservation}: bytes. */
final class MemReservationTest extends AttributeTest {
  @Test
  void forms() {
    becomes("mem_reservation: \"33554432\"\n", "mem_reservation: 32mb");
  }

  @Test
  void merges() {
    merge("mem_reservation: \"2097152\"\n", "mem_reservation: 1m", "mem_reservation: 2m");
  }

  @Test
  void refused() {
    refuses(
        "mem_reservation: [1]",
        "s.yml:4:22: services.s.mem_reservation: must be a size such as 64m, not a " + "list");
  }
}
