package jcompose.composer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.JsonReason;

/**
 * What {@code docker save} writes: a configuration and layers by file names. It has no manifest, so
 * one is made of them; the same archive always gives the same.
 */
final class DockerArchive implements ImageSource {
  static final String MANIFEST = "manifest.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlobFolder folder;
  private final Map<String, Path> blobs = new HashMap<>();
  private final RawManifest manifest;

  /**
   * One of the images of an unpacked archive.
   *
   * @param name which; empty when there is only one
   * @throws ImageException when there is none of that name, or several and no name
   */
  DockerArchive(BlobFolder folder, String name) {
    this.folder = folder;
    JsonNode image = choose(images(folder), name);
    Descriptor config = config(image.path("Config").asText(""));
    List<Descriptor> layers = new ArrayList<>();
    for (JsonNode layer : image.path("Layers")) {
      layers.add(layer(layer.asText("")));
    }
    manifest = RawManifest.of(folder.shown(), ManifestWriter.manifest(config, layers));
  }

  /** What the images are called, each once. */
  static List<String> names(BlobFolder folder) {
    List<String> names = new ArrayList<>();
    for (JsonNode image : images(folder)) {
      image.path("RepoTags").forEach(tag -> names.add(tag.asText()));
    }
    return names;
  }

  private static List<JsonNode> images(BlobFolder folder) {
    try {
      List<JsonNode> images = new ArrayList<>();
      JSON.readTree(folder.document(MANIFEST)).forEach(images::add);
      return images;
    } catch (JsonProcessingException malformed) {
      throw new ImageException(
          folder.shown() + ": '" + MANIFEST + "' is not JSON: " + JsonReason.of(malformed),
          malformed);
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  private JsonNode choose(List<JsonNode> images, String name) {
    if (name.isEmpty() && images.size() == 1) {
      return images.get(0);
    }
    for (JsonNode image : images) {
      for (JsonNode tag : image.path("RepoTags")) {
        if (!name.isEmpty() && ImageNames.isCalled(tag.asText(), name)) {
          return image;
        }
      }
    }
    throw ImageNames.choose(folder.shown(), name, names(folder));
  }

  private Descriptor config(String name) {
    byte[] bytes = folder.document(name);
    String digest = Digests.of(bytes);
    blobs.put(digest, folder.file(name));
    return new Descriptor(ManifestWriter.CONFIG, digest, bytes.length);
  }

  private Descriptor layer(String name) {
    Path file = folder.file(name);
    MessageDigest digest = Digests.start();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      String type = ManifestWriter.layerType(in.readNBytes(4));
      in.transferTo(java.io.OutputStream.nullOutputStream());
      Descriptor layer = new Descriptor(type, Digests.end(digest), Files.size(file));
      blobs.put(layer.digest(), file);
      return layer;
    } catch (IOException failure) {
      throw new ImageException(
          folder.shown() + ": cannot read '" + name + "': " + IoReason.of(failure), failure);
    }
  }

  @Override
  public RawManifest start() {
    return manifest;
  }

  @Override
  public RawManifest manifest(String digest) {
    throw new ImageException(folder.shown() + ": there is no manifest " + digest + " in it");
  }

  @Override
  public InputStream open(Descriptor blob, LongConsumer progress) throws IOException {
    Path file = blobs.get(blob.digest());
    if (file == null) {
      throw new ImageException(folder.shown() + ": there is no blob " + blob.digest() + " in it");
    }
    return new VerifiedStream(Files.newInputStream(file), folder.shown(), blob, progress);
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public ImageException explain(Exception failure) {
    return failure instanceof ImageException told
        ? told
        : new ImageException(
            failure instanceof IOException io ? IoReason.of(io) : String.valueOf(failure), failure);
  }

  @Override
  public void close() {}
}
