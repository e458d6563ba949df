package jcompose.composer.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import jcompose.engine.testing.TestArchive;

/** Builds images and pushes them, over plain HTTP and with nothing of the code under test. */
public final class TestImages {
  public static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
  public static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String authorization;

  /** Pushes to a repository of a registry that lets anybody in. */
  public TestImages(TestRegistry registry, String repository) {
    this(registry, repository, "");
  }

  /**
   * Pushes to a repository.
   *
   * @param login {@code user:password}, or empty
   */
  public TestImages(TestRegistry registry, String repository, String login) {
    base = "http://" + registry.address() + "/v2/" + repository;
    authorization =
        login.isEmpty()
            ? ""
            : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Pushes an image and answers its manifest's digest.
   *
   * @param type {@link #DOCKER} or {@link #OCI}
   * @param config the JSON of the configuration's {@code config} property
   * @param layers the base first
   */
  public String push(String tag, String type, String config, TestArchive... layers) {
    List<String> diffIds = new ArrayList<>();
    List<String> blobs = new ArrayList<>();
    String layerType =
        type.equals(OCI)
            ? "application/vnd.oci.image.layer.v1.tar+gzip"
            : "application/vnd.docker.image.rootfs.diff.tar.gzip";
    for (TestArchive layer : layers) {
      byte[] compressed = layer.gzip();
      diffIds.add('"' + layer.diffId() + '"');
      blobs.add(descriptor(layerType, pushBlob(compressed), compressed.length));
    }
    byte[] configuration =
        ("{\"os\":\"linux\",\"architecture\":\"amd64\",\"unknown\":{\"x\":1},\"config\":"
                + config
                + ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + String.join(",", diffIds)
                + "]}}")
            .getBytes(StandardCharsets.UTF_8);
    String configType =
        type.equals(OCI)
            ? "application/vnd.oci.image.config.v1+json"
            : "application/vnd.docker.container.image.v1+json";
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + type
            + "\",\"config\":"
            + descriptor(configType, pushBlob(configuration), configuration.length)
            + ",\"layers\":["
            + String.join(",", blobs)
            + "]}";
    return pushManifest(tag, type, manifest);
  }

  /** Pushes an index that leads from platforms ({@code amd64}) to manifests already there. */
  public String pushIndex(String tag, List<String> architectures, List<String> digests) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < digests.size(); i++) {
      entries.add(
          "{\"mediaType\":\""
              + OCI
              + "\",\"size\":1,\"digest\":\""
              + digests.get(i)
              + "\",\"artifactType\":\"application/x\",\"platform\":{\"os\":\"linux\",\"architecture\":\""
              + architectures.get(i)
              + "\"}}");
    }
    return pushManifest(
        tag,
        OCI_INDEX,
        "{\"schemaVersion\":2,\"mediaType\":\""
            + OCI_INDEX
            + "\",\"manifests\":["
            + String.join(",", entries)
            + "]}");
  }

  /** Pushes a manifest as it is and answers its digest. */
  public String pushManifest(String tag, String type, String manifest) {
    byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
    send("PUT", base + "/manifests/" + tag, type, bytes);
    return TestArchive.digest(bytes);
  }

  private String pushBlob(byte[] bytes) {
    String digest = TestArchive.digest(bytes);
    String place = send("POST", base + "/blobs/uploads/", "application/octet-stream", new byte[0]);
    String address = URI.create(base).resolve(place).toString();
    send(
        "PUT",
        address + (address.contains("?") ? "&" : "?") + "digest=" + digest,
        "application/octet-stream",
        bytes);
    return digest;
  }

  private static String descriptor(String type, String digest, int size) {
    return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
  }

  private String send(String method, String address, String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(
            method + " " + address + ": " + answer.statusCode() + answer.body());
      }
      return answer.headers().firstValue("Location").orElse("");
    } catch (IOException failure) {
      throw new AssertionError(method + " " + address, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
