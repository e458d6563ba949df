package jcompose.composer.image;

import java.io.IOException;
import java.io.InputStream;
import jcompose.engine.LayerSource;
import jcompose.engine.state.IoReason;
import org.jspecify.annotations.Nullable;

/** A layer's archive on its way: from a source, past the store of blobs, to the unpacker. */
final class LayerArchive implements LayerSource, AutoCloseable {
  private final ImageSource source;
  private final BlobStore blobs;
  private final Descriptor blob;
  private final PullListener listener;
  private @Nullable BlobCopy copy;

  LayerArchive(ImageSource source, BlobStore blobs, Descriptor blob, PullListener listener) {
    this.source = source;
    this.blobs = blobs;
    this.blob = blob;
    this.listener = listener;
  }

  /** What the layer store asks for when it must unpack. */
  @Override
  public InputStream open() throws IOException {
    listener.layerStarted(blob.digest(), blob.size());
    InputStream bytes = source.open(blob, count -> listener.layerProgress(blob.digest(), count));
    BlobCopy opened = blobs.copyOf(bytes);
    copy = opened;
    return opened.withoutClosing();
  }

  boolean wasOpened() {
    return copy != null;
  }

  /** Reads what the unpacker left; fails when the archive turns out to be damaged. */
  void readRest() throws IOException {
    BlobCopy opened = copy;
    if (opened != null) {
      opened.readRest();
    }
  }

  /** Makes the copy one of the store's blobs: no layer is there without it. */
  @Override
  public void complete() throws IOException {
    BlobCopy opened = copy;
    if (opened != null) {
      opened.commit(blobs.file(blob.digest()));
    }
  }

  @Override
  public void close() {
    BlobCopy opened = copy;
    if (opened == null) {
      return;
    }
    try {
      opened.close();
    } catch (IOException failure) {
      listener.warning("closing blob " + blob.digest() + ": " + IoReason.of(failure));
    }
  }
}
