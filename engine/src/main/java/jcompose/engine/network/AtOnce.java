package jcompose.engine.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The same for many things, several at once, where most of the time the kernel is waited for. */
public final class AtOnce {
  private static final int MOST = 8;

  private AtOnce() {}

  /**
   * Does it for each, also when it fails for one.
   *
   * @throws RuntimeException the first failure, in the order of the things
   */
  public static <T> void each(Collection<T> things, Consumer<T> work) {
    if (things.size() < 2) {
      things.forEach(work);
      return;
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(things.size(), MOST), task -> new Thread(task, "several at once"));
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      things.forEach(
          thing -> all.add(CompletableFuture.runAsync(() -> work.accept(thing), threads)));
      join(all);
    } finally {
      threads.shutdown();
    }
  }

  private static void join(List<CompletableFuture<Void>> all) {
    RuntimeException first = null;
    for (CompletableFuture<Void> one : all) {
      try {
        one.join();
      } catch (CompletionException failure) {
        if (first == null) {
          first = failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
