package jcompose.composer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceOrderTest {
  @Test
  void dependenciesComeFirstAndOnlyOnce() {
    Map<String, List<String>> needs =
        Map.of("a", List.of("b", "c"), "b", List.of("d"), "c", List.of("d"), "d", List.of());
    assertEquals(List.of("d", "b", "c", "a"), ServiceOrder.of(List.of("a", "c"), needs));
  }

  @Test
  void unknownNamesAreSkipped() {
    assertEquals(List.of("a"), ServiceOrder.of(List.of("a"), Map.of("a", List.of("optional"))));
  }

  @Test
  void cycleInDamagedStateEnds() {
    Map<String, List<String>> needs = Map.of("a", List.of("b"), "b", List.of("a"));
    assertEquals(List.of("b", "a"), ServiceOrder.of(List.of("a", "b"), needs));
  }
}
