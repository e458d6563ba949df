package jcompose.composer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import jcompose.composer.image.Manifest.Entry;
import jcompose.engine.state.JsonReason;

/**
 * Reads manifests and indexes of Docker and OCI. What is not known to it is left alone: both grow.
 */
final class ManifestParser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FULL_NAME = "io.containerd.image.name";
  private static final String NAME = "org.opencontainers.image.ref.name";

  private final String what;

  /**
   * @param what the image, for messages
   */
  ManifestParser(String what) {
    this.what = what;
  }

  /**
   * What a manifest says.
   *
   * @throws ImageException when it is no manifest of an image that can run
   */
  Manifest read(RawManifest raw) {
    JsonNode root = json(raw.text());
    if (root.path("manifests").isArray()) {
      List<Entry> entries = new ArrayList<>();
      for (JsonNode entry : root.path("manifests")) {
        entries.add(entry(entry));
      }
      return new Manifest.Index(entries);
    }
    if (root.path("schemaVersion").asInt() == 1) {
      throw new ImageException(
          what
              + ": the image has a manifest of schema version 1, which registries gave up years"
              + " ago; push it again with a current tool");
    }
    if (!root.path("config").isObject() || !root.path("layers").isArray()) {
      throw new ImageException(
          what + ": the manifest names no configuration and layers: it is not an image");
    }
    List<Descriptor> layers = new ArrayList<>();
    for (JsonNode layer : root.path("layers")) {
      layers.add(descriptor(layer, "a layer"));
    }
    return new Manifest.OfImage(descriptor(root.path("config"), "a configuration"), layers);
  }

  private JsonNode json(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (!root.isObject()) {
        throw new ImageException(what + ": the manifest is not a JSON object");
      }
      return root;
    } catch (JsonProcessingException malformed) {
      throw new ImageException(
          what + ": the manifest is not JSON: " + JsonReason.of(malformed), malformed);
    }
  }

  private Entry entry(JsonNode entry) {
    JsonNode platform = entry.path("platform");
    JsonNode annotations = entry.path("annotations");
    return new Entry(
        descriptor(entry, "an image"),
        Platform.of(
            platform.path("os").asText(""),
            platform.path("architecture").asText(""),
            platform.path("variant").asText("")),
        annotations.path(NAME).asText(""),
        annotations.path(FULL_NAME).asText(""));
  }

  private Descriptor descriptor(JsonNode node, String role) {
    String digest = node.path("digest").asText("");
    if (!Descriptor.isDigest(digest)) {
      throw new ImageException(
          what
              + ": the manifest names "
              + role
              + (digest.isEmpty()
                  ? " without a digest"
                  : " by '" + digest + "', which is not sha256: with 64 hex digits"));
    }
    JsonNode size = node.path("size");
    if (!size.canConvertToLong() || size.asLong() < 0) {
      throw new ImageException(what + ": the manifest names " + role + " without a size");
    }
    return new Descriptor(node.path("mediaType").asText(""), digest, size.asLong());
  }
}
