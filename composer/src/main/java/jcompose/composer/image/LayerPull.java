package jcompose.composer.image;

import com.google.cloud.tools.jib.api.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jcompose.engine.BadLayerException;
import jcompose.engine.EngineException;
import jcompose.engine.LayerStore;
import org.jspecify.annotations.Nullable;

/** Fetches and unpacks the layers that are missing, a few at a time, and keeps their archives. */
final class LayerPull {
  private static final int AT_ONCE = 4;
  private static final int SECONDS_TO_CLEAN_UP = 5;

  private final String what;
  private final ImageSource source;
  private final Stores stores;
  private final PullListener listener;

  /**
   * @param what the image, for messages
   */
  LayerPull(String what, ImageSource source, Stores stores, PullListener listener) {
    this.what = what;
    this.source = source;
    this.stores = stores;
    this.listener = listener;
  }

  /** Layers by the digest of what is in them; the first failure ends the pull. */
  void run(Map<String, Descriptor> wanted) {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, LayerPull::daemon);
    try {
      List<Future<?>> running = new ArrayList<>();
      wanted.forEach((diffId, blob) -> running.add(workers.submit(() -> fetch(diffId, blob))));
      for (Future<?> layer : running) {
        layer.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ImageException(what + ": the pull was interrupted", interrupted);
    } catch (ExecutionException failure) {
      throw unwrapped(failure.getCause());
    } finally {
      end(workers);
    }
  }

  /** After a failure the others remove what they have half unpacked, for which they get time. */
  private static void end(ExecutorService workers) {
    workers.shutdownNow();
    try {
      workers.awaitTermination(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "layer");
    thread.setDaemon(true);
    return thread;
  }

  private RuntimeException unwrapped(@Nullable Throwable cause) {
    return cause instanceof RuntimeException told
        ? told
        : new ImageException(what + ": a layer failed: " + cause, new IOException(cause));
  }

  private void fetch(String diffId, Descriptor blob) {
    boolean present = stores.layers().find(diffId).isPresent();
    if (present && (!source.isLocal() || stores.blobs().find(blob).isPresent())) {
      listener.layerDone(blob.digest(), true);
      return;
    }
    try {
      boolean fetched =
          Retry.call(() -> present ? keepOnly(diffId, blob) : fetchOnce(diffId, blob));
      listener.layerDone(blob.digest(), !fetched);
    } catch (IOException | RegistryException failure) {
      throw source.explain(failure);
    } catch (EngineException refused) {
      throw refused instanceof BadLayerException
          ? new ImageException(what + ": " + refused.getMessage(), refused)
          : refused;
    }
  }

  /** The layer came in another archive; this one belongs to the image, too, when it is the same. */
  private boolean keepOnly(String diffId, Descriptor blob) throws IOException {
    try (LayerArchive archive = new LayerArchive(source, stores.blobs(), blob, listener)) {
      String actual = LayerStore.identify(archive, stores.limits());
      if (!actual.equals(diffId)) {
        throw new BadLayerException("the unpacked archive is " + actual + ", not " + diffId);
      }
      archive.complete();
      return true;
    }
  }

  /** False when another process had unpacked it meanwhile. */
  private boolean fetchOnce(String diffId, Descriptor blob) throws IOException {
    try (LayerArchive archive = new LayerArchive(source, stores.blobs(), blob, listener)) {
      try {
        stores.layers().add(diffId, archive, stores.limits());
      } catch (BadLayerException bad) {
        // Damaged on the way, or by whoever made it: only the blob's own digest can tell.
        archive.readRest();
        throw bad;
      }
      return archive.wasOpened();
    }
  }
}
