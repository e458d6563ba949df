package jcompose.composer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.image.json.V21ManifestTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import java.io.IOException;
import java.util.List;

/** The kinds of manifests and indexes that jib has a template for. */
final class ManifestTemplates {
  /** What a registry is asked for. */
  static final List<String> TYPES =
      List.of(
          OciManifestTemplate.MANIFEST_MEDIA_TYPE,
          V22ManifestTemplate.MANIFEST_MEDIA_TYPE,
          V21ManifestTemplate.MEDIA_TYPE,
          V22ManifestListTemplate.MANIFEST_MEDIA_TYPE,
          OciIndexTemplate.MEDIA_TYPE);

  private static final String NONE = "what the registry sent is not a manifest: ";

  private ManifestTemplates() {}

  /**
   * Reads one.
   *
   * @throws IOException when it is none, saying why
   */
  static ManifestTemplate read(byte[] bytes) throws IOException {
    JibJson.tolerateUnknownProperties();
    try {
      return JsonTemplateMapper.readJson(bytes, kind(new ObjectMapper().readTree(bytes)));
    } catch (JsonProcessingException malformed) {
      throw new IOException(NONE + malformed.getOriginalMessage(), malformed);
    }
  }

  private static Class<? extends ManifestTemplate> kind(JsonNode node) throws IOException {
    int version = node.path("schemaVersion").asInt(0);
    if (version == 1) {
      return V21ManifestTemplate.class;
    }
    if (version != 2) {
      throw new IOException(NONE + "it has no 'schemaVersion' of 1 or 2");
    }
    String type = node.path("mediaType").asText("");
    return switch (type) {
      case OciManifestTemplate.MANIFEST_MEDIA_TYPE -> OciManifestTemplate.class;
      case V22ManifestTemplate.MANIFEST_MEDIA_TYPE -> V22ManifestTemplate.class;
      case V22ManifestListTemplate.MANIFEST_MEDIA_TYPE -> V22ManifestListTemplate.class;
      case OciIndexTemplate.MEDIA_TYPE -> OciIndexTemplate.class;
      case "" -> unnamed(node);
      default -> throw new IOException("a manifest of the type '" + type + "' is not known");
    };
  }

  /** OCI's manifests need not name their type. */
  private static Class<? extends ManifestTemplate> unnamed(JsonNode node) throws IOException {
    if (node.has("manifests")) {
      return OciIndexTemplate.class;
    }
    if (node.has("config")) {
      return OciManifestTemplate.class;
    }
    throw new IOException(NONE + "it has neither 'config' nor 'manifests'");
  }
}
