package jcompose.composer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.state.JsonReason;

/** Reads an image's configuration blob; what is not known to it is left alone. */
final class ConfigReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String reference;
  private final JsonNode root;

  /**
   * The configuration in a blob.
   *
   * @throws ImageException when it is not JSON
   */
  ConfigReader(String reference, String blob) {
    this.reference = reference;
    try {
      root = JSON.readTree(blob.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException malformed) {
      throw new ImageException(
          reference + ": the image's configuration is not JSON: " + JsonReason.of(malformed),
          malformed);
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  ImageConfig config() {
    JsonNode config = root.path("config");
    String signal = config.path("StopSignal").asText("");
    keys(config.path("Volumes")).forEach(volume -> requireAbsolute("volume", volume));
    String folder = config.path("WorkingDir").asText("");
    if (!folder.isEmpty()) {
      requireAbsolute("working directory", folder);
    }
    return new ImageConfig(
        texts(config.path("Entrypoint")),
        texts(config.path("Cmd")),
        texts(config.path("Env")),
        folder,
        config.path("User").asText(""),
        signal.isEmpty() ? Optional.empty() : Optional.of(signal),
        keys(config.path("Volumes")),
        labels(config.path("Labels")),
        keys(config.path("ExposedPorts")),
        health(config.path("Healthcheck")),
        root.path("os").asText(""),
        root.path("architecture").asText(""));
  }

  private static Optional<ImageHealth> health(JsonNode check) {
    return check.isObject()
        ? Optional.of(
            new ImageHealth(
                texts(check.path("Test")),
                Duration.ofNanos(check.path("Interval").asLong()),
                Duration.ofNanos(check.path("Timeout").asLong()),
                Duration.ofNanos(check.path("StartPeriod").asLong()),
                Duration.ofNanos(check.path("StartInterval").asLong()),
                check.path("Retries").asInt()))
        : Optional.empty();
  }

  private void requireAbsolute(String what, String path) {
    if (!path.startsWith("/") || List.of(path.split("/")).contains("..")) {
      throw new ImageException(
          reference + ": the image's " + what + " '" + path + "' is not an absolute path");
    }
  }

  /** What it is for. */
  Platform platform() {
    return Platform.of(
        root.path("os").asText(""),
        root.path("architecture").asText(""),
        root.path("variant").asText(""));
  }

  /** When the image was built, as it says itself. */
  Optional<String> created() {
    return Optional.of(root.path("created").asText("")).filter(text -> !text.isEmpty());
  }

  /**
   * The steps of its making.
   *
   * @param sizes of the layers, the base first
   */
  List<ImageDetail.Step> history(List<Long> sizes) {
    List<ImageDetail.Step> steps = new ArrayList<>();
    int layer = 0;
    for (JsonNode step : root.path("history")) {
      boolean made = !step.path("empty_layer").asBoolean(false) && layer < sizes.size();
      steps.add(
          new ImageDetail.Step(
              step.path("created").asText(""),
              step.path("created_by").asText(""),
              step.path("comment").asText(""),
              made ? sizes.get(layer) : 0));
      layer += made ? 1 : 0;
    }
    return steps;
  }

  /** The digests of the unpacked archives, the base first. */
  List<String> diffIds() {
    return texts(root.path("rootfs").path("diff_ids"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new LinkedHashSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new LinkedHashMap<>();
    object.properties().forEach(field -> labels.put(field.getKey(), field.getValue().asText("")));
    return labels;
  }
}
