package jcompose.composer.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import jcompose.composer.ComposerException;
import jcompose.composer.life.Readiness;
import jcompose.composer.life.Readiness.Verdict;
import jcompose.composer.life.Readiness.Wanted;
import jcompose.composer.model.DependsOn;
import jcompose.composer.model.Service;
import jcompose.composer.plan.After;

/** Waits, before a service is started, for what {@code depends_on} wants of others. */
final class DependencyWait {
  private final Stack stack;
  private final Patience patience;
  private final Function<String, List<StackContainer>> containers;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * @param containers a service's containers, those that it has now
   */
  DependencyWait(
      Stack stack, Patience patience, Function<String, List<StackContainer>> containers) {
    this.stack = stack;
    this.patience = patience;
    this.containers = containers;
  }

  /**
   * Returns when a service may be started as far as one of the others is concerned.
   *
   * @throws ComposerException when that will never be, and it needs the other
   */
  void await(Service service, After after) {
    Optional<Wanted> wanted = wanted(after.how());
    if (wanted.isEmpty()) {
      return;
    }
    try {
      List<StackContainer> others = containers.apply(after.service());
      if (others.isEmpty()) {
        failed(service, after, "it has no container");
      }
      for (StackContainer other : others) {
        if (await(other, wanted.get()) instanceof Verdict.Failed failed) {
          failed(service, after, failed.reason());
          return;
        }
      }
    } catch (ComposerException failure) {
      throw new ComposerException(place(service, after) + failure.getMessage(), failure);
    }
  }

  private static Optional<Wanted> wanted(DependsOn how) {
    return switch (how.condition()) {
      case SERVICE_STARTED -> Optional.empty();
      case SERVICE_HEALTHY -> Optional.of(Wanted.HEALTHY);
      case SERVICE_COMPLETED_SUCCESSFULLY -> Optional.of(Wanted.COMPLETED);
    };
  }

  private Verdict await(StackContainer container, Wanted wanted) {
    String subject = "Container " + container.name();
    Optional<Verdict> last =
        stack
            .awaits()
            .await(
                () -> {
                  Verdict now = Readiness.of(wanted, stack.facts().of(container));
                  if (now instanceof Verdict.NotYet && told.add(container.id())) {
                    stack.events().progress(subject, "Waiting");
                  }
                  return Optional.of(now).filter(known -> !(known instanceof Verdict.NotYet));
                },
                patience,
                Optional.empty());
    boolean ended = last.isPresent() && wanted == Wanted.COMPLETED;
    if (ended && told.add(container.id() + " ended")) {
      stack.events().progress(subject, "Exited");
    }
    return last.orElseGet(() -> new Verdict.Failed("the supervisor ends"));
  }

  private void failed(Service service, After after, String reason) {
    boolean completion =
        after.how().condition() == DependsOn.Condition.SERVICE_COMPLETED_SUCCESSFULLY
            && reason.startsWith("didn't");
    if (!after.how().required()) {
      stack
          .events()
          .warning(
              place(service, after)
                  + "optional dependency '"
                  + after.service()
                  + "' "
                  + (completion ? reason : "failed to start: " + reason));
      return;
    }
    throw new ComposerException(
        completion
            ? "service '" + after.service() + "' " + reason
            : "dependency failed to start: " + reason);
  }

  private static String place(Service service, After after) {
    return after.how().position()
        + ": services."
        + service.name()
        + ".depends_on."
        + after.service()
        + ": ";
  }
}
