package jcompose.composer.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jcompose.composer.image.ImageHealth;
import jcompose.composer.life.Probing;
import jcompose.composer.model.HealthCheck;

/** A service's health check over its image's, over Docker's defaults. */
final class HealthDefaults {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration START_INTERVAL = Duration.ofSeconds(5);
  private static final int RETRIES = 3;
  private static final HealthCheck NOTHING =
      new HealthCheck(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private HealthDefaults() {}

  /** What is probed; empty when nothing is. */
  static Optional<Probing> of(Optional<HealthCheck> service, Optional<ImageHealth> image) {
    HealthCheck own = service.orElse(NOTHING);
    List<String> test =
        own.test().isEmpty() ? image.map(ImageHealth::test).orElse(List.of()) : own.test();
    List<String> args = own.probe().isPresent() ? List.of() : args(test);
    if (args.isEmpty() && own.probe().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Probing(
            args,
            own.probe(),
            time(own.interval(), image.map(ImageHealth::interval), INTERVAL),
            time(own.timeout(), image.map(ImageHealth::timeout), INTERVAL),
            time(own.startPeriod(), image.map(ImageHealth::startPeriod), Duration.ZERO),
            time(own.startInterval(), image.map(ImageHealth::startInterval), START_INTERVAL),
            own.retries()
                .filter(count -> count > 0)
                .or(() -> image.map(ImageHealth::retries).filter(count -> count > 0))
                .orElse(RETRIES)));
  }

  private static List<String> args(List<String> test) {
    if (test.size() < 2) {
      return List.of();
    }
    return switch (test.get(0)) {
      case "CMD" -> test.subList(1, test.size());
      case "CMD-SHELL" -> List.of("/bin/sh", "-c", test.get(1));
      default -> List.of();
    };
  }

  private static Duration time(
      Optional<Duration> own, Optional<Duration> image, Duration otherwise) {
    return own.filter(HealthDefaults::said)
        .or(() -> image.filter(HealthDefaults::said))
        .orElse(otherwise);
  }

  private static boolean said(Duration time) {
    return !time.isZero();
  }
}
