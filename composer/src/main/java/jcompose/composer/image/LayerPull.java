package jcompose.composer.image;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
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
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;
import org.jspecify.annotations.Nullable;

/** Downloads and unpacks the layers that are missing, a few at a time. */
final class LayerPull {
  private static final int AT_ONCE = 4;
  private static final int SECONDS_TO_CLEAN_UP = 5;

  private final ImageReference reference;
  private final Registry registry;
  private final LayerStore layers;
  private final PullListener listener;

  LayerPull(ImageReference reference, Registry registry, LayerStore layers, PullListener listener) {
    this.reference = reference;
    this.registry = registry;
    this.layers = layers;
    this.listener = listener;
  }

  /** Layers by the digest of what is in them; the first failure ends the pull. */
  void run(Map<String, ContentDescriptorTemplate> wanted) {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, LayerPull::daemon);
    try {
      List<Future<?>> running = new ArrayList<>();
      wanted.forEach((diffId, blob) -> running.add(workers.submit(() -> fetch(diffId, blob))));
      for (Future<?> layer : running) {
        layer.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ImageException(reference + ": the pull was interrupted", interrupted);
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
        : new ImageException(reference + ": a layer failed: " + cause, new IOException(cause));
  }

  private void fetch(String diffId, ContentDescriptorTemplate blob) {
    DescriptorDigest digest = blob.getDigest();
    if (digest == null) {
      throw new ImageException(reference + ": the manifest names a layer without a digest");
    }
    if (layers.find(diffId).isPresent()) {
      listener.layerDone(digest.toString(), true);
      return;
    }
    try {
      boolean fetched = Retry.call(() -> fetchOnce(diffId, digest, blob.getSize()));
      listener.layerDone(digest.toString(), !fetched);
    } catch (IOException | RegistryException failure) {
      throw registry.explain(failure);
    } catch (EngineException refused) {
      throw refused instanceof BadLayerException
          ? new ImageException(reference + ": " + refused.getMessage(), refused)
          : refused;
    }
  }

  /** False when another process had unpacked it meanwhile. */
  private boolean fetchOnce(String diffId, DescriptorDigest digest, long size) throws IOException {
    LayerDownload download = new LayerDownload(registry, digest, size, listener);
    try {
      layers.add(diffId, download::open, LayerLimits.DEFAULT);
      return download.wasOpened();
    } catch (BadLayerException bad) {
      // Damaged on the way, or by whoever made it: only the blob's own digest can tell.
      download.throwIfFailed();
      throw bad;
    } finally {
      download.abort();
    }
  }
}
