package jcompose.composer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jcompose.composer.image.ImageHealth;
import jcompose.composer.life.Probing;
import jcompose.composer.model.HealthCheck;
import org.junit.jupiter.api.Test;

class HealthDefaultsTest {
  private static final ImageHealth IMAGE =
      new ImageHealth(
          List.of("CMD", "probe", "-x"),
          Duration.ofSeconds(7),
          Duration.ZERO,
          Duration.ofSeconds(2),
          Duration.ZERO,
          0);

  @Test
  void nothingIsProbedUnlessSomebodySaysHow() {
    assertEquals(Optional.empty(), HealthDefaults.of(Optional.empty(), Optional.empty()));
    assertEquals(Optional.empty(), HealthDefaults.of(own(List.of()), Optional.empty()));
  }

  @Test
  void theImagesCheckHoldsOverDockersTimes() {
    assertEquals(
        Optional.of(
            new Probing(
                List.of("probe", "-x"),
                Optional.empty(),
                Duration.ofSeconds(7),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                3)),
        HealthDefaults.of(Optional.empty(), Optional.of(IMAGE)));
  }

  @Test
  void aServiceChangesTheImagesPieceByPieceOrTakesItAway() {
    Probing probing =
        HealthDefaults.of(own(List.of("CMD-SHELL", "a || b")), Optional.of(IMAGE)).orElseThrow();
    assertEquals(List.of("/bin/sh", "-c", "a || b"), probing.args());
    assertEquals(Duration.ofSeconds(7), probing.interval());
    assertEquals(9, probing.retries());
    assertEquals(Optional.empty(), HealthDefaults.of(own(List.of("NONE")), Optional.of(IMAGE)));
  }

  private static Optional<HealthCheck> own(List<String> test) {
    return Optional.of(
        new HealthCheck(
            test,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(9)));
  }
}
