package jcompose.composer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import jcompose.composer.Samples;
import org.junit.jupiter.api.Test;

/** Copies of records with some components changed. */
final class ChangedTest {
  private final Service service = Samples.service("web", "db");

  @Test
  void keepTheOthers() {
    Service changed = service.with(Map.of("name", "other", "dependsOn", List.of("a", "b")));
    assertEquals("other", changed.name());
    assertEquals(List.of("a", "b"), changed.dependsOn());
    assertEquals(service, changed.with(Map.of("name", "web", "dependsOn", List.of("db"))));
    assertEquals(service, service.with(Map.of()));
  }

  @Test
  void refuseWhatTheRecordHasNot() {
    assertEquals(
        "Service has no [nam]",
        assertThrows(IllegalArgumentException.class, () -> service.with(Map.of("nam", "a")))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> service.with(Map.of("name", 1)));
  }
}
