package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectLineTest {
  @Test
  void statesAreCountedInDockersForm() {
    assertEquals("exited(1), running(2)", status("running", "exited", "running"));
    assertEquals("no containers", status());
  }

  @Test
  void whatGoesOnIsTold() {
    assertTrue(line(status("restarting")).goesOn());
    assertFalse(line(status("created", "exited")).goesOn());
    assertFalse(line(status()).goesOn());
  }

  private static String status(String... states) {
    return ProjectLine.status(List.of(states));
  }

  private static ProjectLine line(String status) {
    return new ProjectLine("shop", status, List.of(), "none");
  }
}
