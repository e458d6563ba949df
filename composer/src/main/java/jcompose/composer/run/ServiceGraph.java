package jcompose.composer.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Runs a task for each service, as parallel as their order allows. */
final class ServiceGraph {
  private final Executor executor;
  private final Tolerance tolerance;
  private final Failures failures = new Failures();

  /** Which failures are not the end. */
  interface Tolerance {
    /** None is tolerated. */
    Tolerance NONE =
        new Tolerance() {
          @Override
          public boolean goesOn(String service, String without) {
            return false;
          }

          @Override
          public boolean takes(String service, RuntimeException failure) {
            return false;
          }
        };

    /** Whether a service's task runs although that of one before it failed. */
    boolean goesOn(String service, String without);

    /** Whether a failure has been told, and is none of the whole. */
    boolean takes(String service, RuntimeException failure);
  }

  ServiceGraph(Executor executor) {
    this(executor, Tolerance.NONE);
  }

  ServiceGraph(Executor executor, Tolerance tolerance) {
    this.executor = executor;
    this.tolerance = tolerance;
  }

  /**
   * Waits until every task has run or was left out because one that it waits for failed.
   *
   * @param after for each service, in an order without cycles, those that must be done before
   * @param task what to do for a service
   * @throws StackException naming all failures
   */
  void run(Map<String, ? extends Collection<String>> after, Consumer<String> task) {
    Map<String, CompletableFuture<Void>> futures = new LinkedHashMap<>();
    for (Map.Entry<String, ? extends Collection<String>> entry : after.entrySet()) {
      String service = entry.getKey();
      List<CompletableFuture<Void>> before = new ArrayList<>();
      for (String name : entry.getValue()) {
        CompletableFuture<Void> future = futures.get(name);
        if (future != null) {
          before.add(
              tolerance.goesOn(service, name) ? future.exceptionally(failure -> null) : future);
        }
      }
      futures.put(
          service,
          CompletableFuture.allOf(before.toArray(new CompletableFuture<?>[0]))
              .thenRunAsync(() -> runOne(service, task), executor));
    }
    // What went wrong is in failures, kept by the task itself or by one that it waited for.
    CompletableFuture.allOf(futures.values().toArray(new CompletableFuture<?>[0]))
        .exceptionally(failure -> null)
        .join();
    failures.throwAny();
  }

  private void runOne(String service, Consumer<String> task) {
    try {
      task.accept(service);
    } catch (RuntimeException e) {
      if (!tolerance.takes(service, e)) {
        failures.add(e);
      }
      throw e;
    }
  }
}
