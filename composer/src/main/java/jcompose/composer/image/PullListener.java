package jcompose.composer.image;

/** Told of a pull's progress, from several threads at once. */
public interface PullListener {
  /** Tells nobody. */
  PullListener SILENT =
      new PullListener() {
        @Override
        public void warning(String message) {}

        @Override
        public void layerStarted(String digest, long size) {}

        @Override
        public void layerProgress(String digest, long bytes) {}

        @Override
        public void layerDone(String digest, boolean wasThere) {}
      };

  /** Something is odd with the image, and it is pulled nevertheless. */
  void warning(String message);

  /** A layer's download begins; it may begin again after a broken connection. */
  void layerStarted(String digest, long size);

  /** So many bytes of a layer came since the last call. */
  void layerProgress(String digest, long bytes);

  /** A layer is unpacked, or was there already. */
  void layerDone(String digest, boolean wasThere);
}
