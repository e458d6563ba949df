package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jcompose.composer.ComposerException;
import jcompose.composer.image.Image;
import jcompose.composer.image.ImageStore;
import jcompose.composer.image.Platform;
import jcompose.composer.image.PullListener;
import jcompose.composer.model.Position;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Source;

/** Fetches the images that services need, several at once, each once. */
final class ImagePulls {
  private static final int PARALLEL = 3;

  private final Context context;
  private final boolean quiet;

  ImagePulls(Context context, boolean quiet) {
    this.context = context;
    this.quiet = quiet;
  }

  /**
   * Fetches the images of the services.
   *
   * @param again whether registries are asked for images that are there already
   */
  void pull(Project project, List<String> services, boolean again) {
    ImageStore store = new ImageStore(context.directories());
    Map<String, Position> wanted = new LinkedHashMap<>();
    for (String name : services) {
      Service service = Optional.ofNullable(project.services().get(name)).orElseThrow();
      if (service.source() instanceof Source.Image image
          && (again || store.find(image.reference()).isEmpty())) {
        wanted.putIfAbsent(image.reference(), service.positionOf("image"));
      }
      for (ServiceMount mount : service.mounts()) {
        if (mount instanceof ServiceMount.OfImage image
            && (again || store.find(image.image()).isEmpty())) {
          wanted.putIfAbsent(image.image(), mount.position());
        }
      }
    }
    if (!wanted.isEmpty()) {
      pullAll(store, wanted);
    }
  }

  private void pullAll(ImageStore store, Map<String, Position> wanted) {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            PARALLEL,
            task -> {
              Thread thread = new Thread(task, "pull");
              thread.setDaemon(true);
              return thread;
            });
    List<CompletableFuture<Void>> pulls = new ArrayList<>();
    wanted.forEach(
        (reference, position) ->
            pulls.add(
                CompletableFuture.runAsync(() -> pull(store, reference, position), executor)));
    List<ComposerException> failures = new ArrayList<>();
    for (CompletableFuture<Void> pull : pulls) {
      try {
        pull.join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof ComposerException failure)) {
          throw e;
        }
        failures.add(failure);
      }
    }
    executor.shutdownNow();
    if (!failures.isEmpty()) {
      ComposerException all =
          new ComposerException(
              String.join("\n", failures.stream().map(ComposerException::getMessage).toList()),
              failures.get(0).exitCode());
      failures.forEach(all::addSuppressed);
      throw all;
    }
  }

  private void pull(ImageStore store, String reference, Position position) {
    Counter counter = new Counter();
    show(reference, "Pulling");
    try {
      Image image = store.pull(reference, Platform.current(), counter);
      show(reference, "Pulled " + image.digest() + counter.words());
    } catch (jcompose.engine.EngineException e) {
      throw new ComposerException(position + ": image: " + e.getMessage(), e);
    } catch (ComposerException e) {
      ComposerException placed =
          new ComposerException(position + ": image: " + e.getMessage(), e.exitCode());
      placed.initCause(e);
      throw placed;
    }
  }

  private void show(String reference, String state) {
    if (!quiet) {
      context.screen().progress("Image " + reference, state);
    }
  }

  /** Counts what really came over the network. */
  private final class Counter implements PullListener {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger fetched = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();

    @Override
    public void warning(String message) {
      context.screen().warning(message);
    }

    @Override
    public void layerStarted(String digest, long size) {}

    @Override
    public void layerProgress(String digest, long count) {
      bytes.addAndGet(count);
    }

    @Override
    public void layerDone(String digest, boolean wasThere) {
      (wasThere ? present : fetched).incrementAndGet();
    }

    String words() {
      return fetched.get() == 0
          ? ", up to date"
          : String.format(
              java.util.Locale.ROOT,
              ", %d of %d layers fetched, %.1f MB",
              fetched.get(),
              fetched.get() + present.get(),
              bytes.get() / 1e6);
    }
  }
}
