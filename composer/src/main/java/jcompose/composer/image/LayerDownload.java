package jcompose.composer.image;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A blob that is downloaded on a thread of its own once somebody wants to read it. */
final class LayerDownload {
  private final Registry registry;
  private final DescriptorDigest digest;
  private final long size;
  private final PullListener listener;
  private final BlobPipe pipe = new BlobPipe();
  private boolean opened;

  LayerDownload(Registry registry, DescriptorDigest digest, long size, PullListener listener) {
    this.registry = registry;
    this.digest = digest;
    this.size = size;
    this.listener = listener;
  }

  InputStream open() {
    opened = true;
    listener.layerStarted(digest.toString(), size);
    Thread thread = new Thread(this::download, "download");
    thread.setDaemon(true);
    thread.start();
    return pipe.source();
  }

  private void download() {
    IOException failure = null;
    try (InputStream bytes =
        registry.open(digest, size, count -> listener.layerProgress(digest.toString(), count))) {
      byte[] buffer = new byte[1 << 16];
      OutputStream sink = pipe.sink();
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        sink.write(buffer, 0, read);
      }
    } catch (IOException broken) {
      failure = broken;
    } catch (RuntimeException | Error broken) {
      failure = new IOException(broken);
    } finally {
      pipe.end(failure);
    }
  }

  boolean wasOpened() {
    return opened;
  }

  /** Waits for the download's end, and for its failure. */
  void throwIfFailed() throws IOException {
    @Nullable IOException failure = opened ? pipe.outcome() : null;
    if (failure != null) {
      throw failure;
    }
  }

  /** Ends a download that still runs. */
  void abort() {
    pipe.abort();
  }
}
