package jcompose.composer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.life.Probing;
import jcompose.composer.model.Hook;
import jcompose.composer.model.Hooks;
import jcompose.composer.model.Position;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Restart;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void annotationsGiveBackWhatWasKept() {
    Labels labels =
        new Labels(
            "shop",
            new Replica("web", 3),
            "abc",
            "nginx:1",
            3,
            Duration.ofMillis(1500),
            Optional.of(
                new Restart(
                    Restart.Condition.ON_FAILURE,
                    3,
                    Optional.of(Duration.ofSeconds(5)),
                    Duration.ofSeconds(10))),
            Optional.of(
                new Probing(
                    List.of("curl", "-f"),
                    Optional.empty(),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(3),
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    3)),
            new Hooks(
                List.of(),
                List.of(
                    new Hook(
                        List.of("drain", "now"),
                        Optional.of("root"),
                        true,
                        Optional.of("/srv"),
                        Map.of("A", "b"),
                        new Position("stack.yml", 4, 7)))),
            List.of("db", "cache"),
            Map.of("/data", "volume1"),
            Map.of("com.example.owner", "me"),
            "2026-01-01T00:00:00Z");
    assertEquals(labels, Labels.from(labels.toAnnotations()));
  }

  @Test
  void missingAnnotationsGetDockersDefaults() {
    Labels labels = Labels.from(Map.of());
    assertEquals(1, labels.replica().number()); // as those of before there were several
    assertEquals(15, labels.stopSignal());
    assertEquals(Duration.ofSeconds(10), labels.stopGracePeriod());
    assertEquals(List.of(), labels.dependsOn());
    assertEquals(Optional.empty(), labels.restart());
    assertEquals(Optional.empty(), labels.probing());
  }
}
