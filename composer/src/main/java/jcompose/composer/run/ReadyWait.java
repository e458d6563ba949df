package jcompose.composer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.life.Readiness;
import jcompose.composer.life.Readiness.Verdict;
import jcompose.composer.life.Readiness.Wanted;

/** Waits until containers run, or are healthy where they have a health check. */
final class ReadyWait {
  private final Stack stack;
  private final Set<String> told = new HashSet<>();

  ReadyWait(Stack stack) {
    this.stack = stack;
  }

  /**
   * Returns when all are ready; one that ended with code 0 is.
   *
   * @param services whose containers; each must have one
   * @param timeout how long it waits at most
   * @throws ComposerException naming those that cannot become so, or have not in time
   */
  void run(Collection<String> services, Optional<Duration> timeout, Patience patience) {
    List<StackContainer> containers =
        services.isEmpty() ? List.of() : List.copyOf(stack.of(services));
    Optional<Boolean> ready =
        stack
            .awaits()
            .await(
                () -> ready(containers),
                patience,
                timeout.map(longest -> Instant.now().plus(longest)));
    if (ready.isEmpty()) {
      throw new ComposerException(
          "not ready after "
              + timeout.map(Duration::toSeconds).orElse(0L)
              + " s: "
              + String.join(", ", notYet(containers))
              + "; what runs goes on");
    }
  }

  private Optional<Boolean> ready(List<StackContainer> containers) {
    List<String> failed = new ArrayList<>();
    boolean all = true;
    for (StackContainer container : containers) {
      Verdict verdict = verdict(container);
      if (verdict instanceof Verdict.Failed failure) {
        failed.add(failure.reason());
      } else if (verdict instanceof Verdict.NotYet) {
        all = false;
        if (told.add(container.id())) {
          stack.events().progress("Container " + container.name(), "Waiting");
        }
      }
    }
    if (!failed.isEmpty()) {
      throw new ComposerException(String.join("\n", failed));
    }
    return Optional.of(all).filter(done -> done);
  }

  private List<String> notYet(List<StackContainer> containers) {
    List<String> words = new ArrayList<>();
    for (StackContainer container : containers) {
      if (verdict(container) instanceof Verdict.NotYet notYet) {
        words.add(notYet.state());
      }
    }
    return words;
  }

  private Verdict verdict(StackContainer container) {
    return Readiness.of(Wanted.READY, stack.facts().of(container));
  }
}
