package jcompose.composer.image;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import java.lang.reflect.Field;

/**
 * jib 0.28.1 refuses manifests with properties that it does not know, such as the {@code
 * artifactType} that Docker writes since 29.5; its mapper is private.
 */
final class JibJson {
  private JibJson() {}

  static void tolerateUnknownProperties() {
    try {
      Field field = JsonTemplateMapper.class.getDeclaredField("objectMapper");
      field.setAccessible(true);
      ((ObjectMapper) field.get(null))
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(
          "another jib-core than the one this was written for", changed);
    }
  }
}
