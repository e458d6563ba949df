package jcompose.composer.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes manifests and configurations for what comes without: equal ones for equal content. */
final class ManifestWriter {
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestWriter() {}

  /** The media type of a layer that begins with these bytes. */
  static String layerType(byte[] first) {
    if (first.length >= 2 && (first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b) {
      return LAYER + "+gzip";
    }
    boolean zstd =
        first.length >= 4
            && (first[0] & 0xff) == 0x28
            && (first[1] & 0xff) == 0xb5
            && first[2] == 0x2f
            && (first[3] & 0xff) == 0xfd;
    return zstd ? LAYER + "+zstd" : LAYER;
  }

  /** The manifest of an image. */
  static byte[] manifest(Descriptor config, List<Descriptor> layers) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", MANIFEST);
    root.set("config", descriptor(config));
    ArrayNode list = root.putArray("layers");
    layers.forEach(layer -> list.add(descriptor(layer)));
    return bytes(root);
  }

  /** The configuration of an image that is a root file system and nothing else. */
  static byte[] config(Platform platform, String diffId) {
    ObjectNode root = JSON.createObjectNode();
    root.put("architecture", platform.architecture());
    root.put("os", platform.os());
    root.putObject("config");
    ObjectNode rootfs = root.putObject("rootfs");
    rootfs.put("type", "layers");
    rootfs.putArray("diff_ids").add(diffId);
    root.putArray("history").addObject().put("created_by", "jcompose import");
    return bytes(root);
  }

  static ObjectNode descriptor(Descriptor of) {
    ObjectNode node = JSON.createObjectNode();
    if (!of.mediaType().isEmpty()) {
      node.put("mediaType", of.mediaType());
    }
    node.put("digest", of.digest());
    node.put("size", of.size());
    return node;
  }

  static byte[] bytes(ObjectNode root) {
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }
}
