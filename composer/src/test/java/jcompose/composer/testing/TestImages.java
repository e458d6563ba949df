package jcompose.composer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import jcompose.engine.testing.HostCommand;
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
    this(registry.address(), repository, "");
  }

  /** Pushes to a repository of a registry that lets only one user in, {@code user:password}. */
  public TestImages(TestRegistry registry, String repository, String login) {
    this(registry.address(), repository, login);
  }

  /** Pushes to a repository of a scripted registry. */
  public TestImages(ScriptedRegistry registry, String repository) {
    this(registry.address(), repository, "");
  }

  private TestImages(String address, String repository, String login) {
    base = "http://" + address + "/v2/" + repository;
    authorization =
        login.isEmpty()
            ? ""
            : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /** A layer of Debian's static busybox with all its applets, and a user named {@code user}. */
  public static TestArchive busybox() {
    TestArchive layer = new TestArchive();
    for (String folder : List.of("bin", "etc", "proc", "sys", "dev", "root", "home")) {
      layer.folder(folder + "/");
    }
    layer.mode(01777).folder("tmp/");
    layer.mode(0755).entry('0', "bin/busybox", "", program("busybox"));
    for (String applet : HostCommand.run("busybox", "--list").checked().split("\n", -1)) {
      if (!applet.equals("busybox")) {
        layer.symbolicLink("bin/" + applet, "busybox");
      }
    }
    layer.file("etc/passwd", "root:x:0:0::/root:/bin/sh\nuser:x:1000:1000::/home:/bin/sh\n");
    return layer.file("etc/group", "root:x:0:\nuser:x:1000:\nextra:x:2000:user\n");
  }

  /** The bytes of a program on PATH. */
  public static byte[] program(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        try {
          return Files.readAllBytes(file);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    }
    throw new AssertionError(name + " is not on PATH");
  }

  /**
   * Pushes an image and answers its manifest's digest.
   *
   * @param type {@link #DOCKER} or {@link #OCI}
   * @param config the JSON of the configuration's {@code config} property
   * @param layers the base first
   */
  public String push(String tag, String type, String config, TestArchive... layers) {
    return push(tag, type, "amd64", config, layers);
  }

  /** The same for another architecture than this project's tests run on. */
  public String push(
      String tag, String type, String architecture, String config, TestArchive... layers) {
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
        ("{\"os\":\"linux\",\"architecture\":\""
                + architecture
                + "\",\"unknown\":{\"x\":1},\"config\":"
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

  /** Pushes bytes and answers their digest. */
  public String pushBlob(byte[] bytes) {
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
