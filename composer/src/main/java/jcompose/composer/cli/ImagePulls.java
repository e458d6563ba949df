package jcompose.composer.cli;

import java.time.Instant;
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
import jcompose.composer.model.PullSettings;
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
    Map<String, Pull> wanted = new LinkedHashMap<>();
    for (String name : services) {
      Service service = Optional.ofNullable(project.services().get(name)).orElseThrow();
      Platform platform =
          service.pull().platform().map(Platform::parse).orElseGet(Platform::current);
      if (service.source() instanceof Source.Image image
          && (again || isDue(store, image, service.pull(), platform))) {
        wanted.putIfAbsent(
            ImageStore.pinned(image.reference(), image.digest()),
            new Pull(Optional.of(service.positionOf("image")), platform, image.digest()));
      }
      for (ServiceMount mount : service.mounts()) {
        if (mount instanceof ServiceMount.OfImage image
            && (again || isMissing(store, image.image(), image.digest()))) {
          wanted.putIfAbsent(
              ImageStore.pinned(image.image(), image.digest()),
              new Pull(Optional.of(mount.position()), Platform.current(), image.digest()));
        }
      }
    }
    if (!wanted.isEmpty()) {
      pullAll(store, wanted);
    }
  }

  /** Fetches images that no project names. */
  void pull(List<String> references, Platform platform) {
    Map<String, Pull> wanted = new LinkedHashMap<>();
    for (String reference : references) {
      wanted.putIfAbsent(reference, new Pull(Optional.empty(), platform, Optional.empty()));
    }
    pullAll(new ImageStore(context.directories()), wanted);
  }

  /** Whether {@code up} fetches an image. */
  private static boolean isDue(
      ImageStore store, Source.Image image, PullSettings settings, Platform platform) {
    boolean missing =
        isMissing(store, image.reference(), image.digest())
            || store
                .find(image.reference(), image.digest())
                .filter(there -> !fits(there, settings, platform))
                .isPresent();
    return switch (settings.policy()) {
      case ALWAYS -> image.digest().isEmpty() || missing;
      case NEVER -> false;
      case MISSING -> missing;
      case REFRESH ->
          missing
              || (image.digest().isEmpty()
                  && store
                      .fetchedAt(image.reference())
                      .map(at -> at.plus(settings.refreshAfter()).isBefore(Instant.now()))
                      .orElse(true));
    };
  }

  /**
   * A file that has changed is as good as missing, unless a lock file says which content counts.
   */
  private static boolean isMissing(ImageStore store, String reference, Optional<String> digest) {
    return store.find(reference, digest).isEmpty()
        || (digest.isEmpty() && store.isOutdated(reference));
  }

  /** Whether it is for the machine that the file asks for, if it does. */
  private static boolean fits(Image image, PullSettings settings, Platform platform) {
    return settings.platform().isEmpty()
        || platform.matches(image.config().os(), image.config().architecture());
  }

  /** Where an image is named, for which platform, and which digest it must have. */
  private record Pull(Optional<Position> position, Platform platform, Optional<String> digest) {
    /** What stands before a message. */
    String place() {
      return position.map(at -> at + ": image: ").orElse("");
    }
  }

  private void pullAll(ImageStore store, Map<String, Pull> wanted) {
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
        (reference, pull) ->
            pulls.add(CompletableFuture.runAsync(() -> pull(store, reference, pull), executor)));
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

  private void pull(ImageStore store, String reference, Pull pull) {
    Counter counter = new Counter();
    show(reference, ImageStore.isPath(reference) ? "Reading" : "Pulling");
    try {
      Image image = store.pull(reference, pull.platform(), counter);
      if (pull.digest().filter(locked -> !locked.equals(image.digest())).isPresent()) {
        throw new ComposerException(
            reference
                + " is "
                + image.digest()
                + ", and locked is "
                + pull.digest().get()
                + "; bring the locked file back, or renew the lock file with 'jcompose lock'");
      }
      show(
          reference,
          (ImageStore.isPath(reference) ? "Read " : "Pulled ") + image.digest() + counter.words());
    } catch (jcompose.engine.EngineException e) {
      throw new ComposerException(pull.place() + e.getMessage(), e);
    } catch (ComposerException e) {
      ComposerException placed = new ComposerException(pull.place() + e.getMessage(), e.exitCode());
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
