package jcompose.composer.life;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.Probe;

/**
 * A container's health check with every default applied.
 *
 * @param args the program that a probe runs, and its arguments; empty where nothing is run
 * @param probe what is looked at instead
 * @param interval between two probes
 * @param timeout after which a probe is killed
 * @param startPeriod the time after the start in which failures do not count
 * @param startInterval between two probes in that time
 * @param retries how many failures in a row make it unhealthy, at least 1
 */
public record Probing(
    List<String> args,
    Optional<Probe> probe,
    Duration interval,
    Duration timeout,
    Duration startPeriod,
    Duration startInterval,
    int retries) {
  /** Copies the list. */
  public Probing {
    args = List.copyOf(args);
  }
}
