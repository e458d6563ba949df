package jcompose.composer.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of an OCI image layout, gathered and then written in the order of their names. */
final class LayoutIndex {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BLOBS = "blobs/sha256/";

  private final List<ObjectNode> manifests = new ArrayList<>();
  private final List<ObjectNode> docker = new ArrayList<>();
  private final Map<String, byte[]> documents = new TreeMap<>();
  private final Map<String, Path> files = new TreeMap<>();

  /**
   * An image's manifest and configuration.
   *
   * @param reference its name, if it has one
   */
  void add(StoredImage image, Optional<String> reference) {
    byte[] manifest = image.manifest().getBytes(StandardCharsets.UTF_8);
    Descriptor config = image.parts().config();
    documents.put(blob(image.digest()), manifest);
    documents.put(blob(config.digest()), image.config().getBytes(StandardCharsets.UTF_8));
    ObjectNode entry =
        ManifestWriter.descriptor(
            new Descriptor(mediaType(image), image.digest(), manifest.length));
    Platform of = new ConfigReader(image.origin(), image.config()).platform();
    ObjectNode platform = entry.putObject("platform");
    platform.put("architecture", of.architecture());
    platform.put("os", of.os());
    if (!of.variant().isEmpty()) {
      platform.put("variant", of.variant());
    }
    reference.ifPresent(
        name -> {
          ObjectNode annotations = entry.putObject("annotations");
          annotations.put("io.containerd.image.name", name);
          annotations.put("org.opencontainers.image.ref.name", name);
        });
    manifests.add(entry);
    docker.add(docker(image, config, reference));
  }

  private static String mediaType(StoredImage image) {
    try {
      String type = JSON.readTree(image.manifest()).path("mediaType").asText("");
      return type.isEmpty() ? ManifestWriter.MANIFEST : type;
    } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
      throw new ImageException(image.origin() + ": its manifest is not JSON", malformed);
    }
  }

  /** What a Docker that knows no layouts reads. */
  private static ObjectNode docker(
      StoredImage image, Descriptor config, Optional<String> reference) {
    ObjectNode node = JSON.createObjectNode();
    node.put("Config", blob(config.digest()));
    ArrayNode tags = node.putArray("RepoTags");
    reference.filter(name -> name.indexOf('@') < 0).ifPresent(tags::add);
    ArrayNode layers = node.putArray("Layers");
    image.parts().layers().forEach(layer -> layers.add(blob(layer.digest())));
    return node;
  }

  /** A layer's archive. */
  void blob(String digest, Path file) {
    files.put(blob(digest), file);
  }

  private static String blob(String digest) {
    return BLOBS + digest.substring("sha256:".length());
  }

  /** Writes all of it below a folder of an archive. */
  void write(ReproducibleTar tar, String folder) throws IOException {
    tar.folder(folder + "blobs/");
    tar.folder(folder + BLOBS);
    TreeMap<String, Object> all = new TreeMap<>(documents);
    all.putAll(files);
    for (Map.Entry<String, Object> entry : all.entrySet()) {
      if (entry.getValue() instanceof Path file) {
        tar.file(folder + entry.getKey(), file);
      } else {
        tar.file(folder + entry.getKey(), (byte[]) entry.getValue());
      }
    }
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2);
    index.put("mediaType", ManifestWriter.INDEX);
    index.putArray("manifests").addAll(manifests);
    tar.file(folder + "index.json", ManifestWriter.bytes(index));
    tar.file(
        folder + "manifest.json",
        JSON.createArrayNode().addAll(docker).toString().getBytes(StandardCharsets.UTF_8));
    tar.file(
        folder + "oci-layout",
        "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
  }
}
