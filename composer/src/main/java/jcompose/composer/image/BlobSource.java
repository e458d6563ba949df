package jcompose.composer.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The servers that may have a blob: the mirrors, in their order, then the registry itself. */
final class BlobSource implements BlobStream.Source {
  private final String digest;
  private final List<RegistryEndpoint> mirrors;
  private final RegistryEndpoint itself;
  private final MirrorHealth health;
  private int current;
  private long lastFrom = -1;

  BlobSource(
      String digest, List<RegistryEndpoint> mirrors, RegistryEndpoint itself, MirrorHealth health) {
    this.digest = digest;
    this.mirrors = mirrors;
    this.itself = itself;
    this.health = health;
  }

  /** A mirror that was asked for these bytes before and sent none of them is left. */
  @Override
  public InputStream open(long from) throws IOException {
    if (from == lastFrom && current < mirrors.size()) {
      current++;
    }
    lastFrom = from;
    for (; current < mirrors.size(); current++) {
      RegistryEndpoint mirror = mirrors.get(current);
      if (health.isAsked(mirror)) {
        try {
          return mirror.blob(digest, from);
        } catch (IOException failure) {
          health.failed(mirror, failure);
        }
      }
    }
    return itself.blob(digest, from);
  }

  @Override
  public WrongBytesException wrong(String what) {
    if (current == mirrors.size()) {
      return new WrongBytesException(what);
    }
    WrongBytesException wrong = new WrongBytesException(what, true);
    health.failed(mirrors.get(current), wrong);
    return wrong;
  }
}
