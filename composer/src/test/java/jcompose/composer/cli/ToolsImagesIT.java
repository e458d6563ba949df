package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestRegistry;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images that other programs made and pushed, run from a real registry. */
@RequiresRoot
@RequiresCommand({"busybox", "docker-registry", "umoci", "skopeo", "buildah"})
@LeavesNothing
final class ToolsImagesIT {
  private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";

  private Path folder;
  private TestRegistry registry;

  @BeforeEach
  void start(Sandbox sandbox) throws IOException {
    folder = Files.createDirectories(sandbox.folder().resolve("tools"));
    registry = TestRegistry.start(sandbox.folder().resolve("registry"));
    Files.createSymbolicLink(folder.resolve("cat"), Path.of("busybox"));
    Files.write(folder.resolve("busybox"), TestImages.program("busybox"));
    tool("chmod", "755", "busybox");
    layout();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private String tool(String... command) {
    return HostCommand.run(Map.of(), folder, List.of(command)).checked();
  }

  private String buildah(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("buildah", "--root", folder.resolve("storage").toString(), "--runroot"));
    command.addAll(List.of(folder.resolve("run").toString(), "--storage-driver", "vfs"));
    command.addAll(List.of(arguments));
    return tool(command.toArray(new String[0]));
  }

  /** Pushes the layout's image, to a repository of its own. */
  private void push(String name, String... options) {
    List<String> command = new ArrayList<>(List.of("skopeo", "copy", "-q", "--insecure-policy"));
    command.add("--dest-tls-verify=false");
    command.addAll(List.of(options));
    command.addAll(List.of("oci:layout:1", "docker://" + registry.address() + "/" + name + ":1"));
    tool(command.toArray(new String[0]));
  }

  private String manifest(String name, String type) throws IOException {
    URI place = URI.create("http://" + registry.address() + "/v2/" + name + "/manifests/1");
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(place).header("Accept", type).build(), BodyHandlers.ofString())
          .body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private String up(Sandbox sandbox, String name) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file(
                "compose.yaml",
                "services: {a: {image: '" + registry.address() + "/" + name + ":1'}}");
    Result result = jcompose.run("up");
    assertEquals(0, result.exit(), result.err());
    jcompose.ok("down");
    return result.out().strip();
  }

  /** An image of a layout, made by umoci. */
  private void layout() throws IOException {
    tool("umoci", "init", "--layout", "layout");
    tool("umoci", "new", "--image", "layout:1");
    tool("umoci", "insert", "--image", "layout:1", "busybox", "/bin/busybox");
    tool("umoci", "insert", "--image", "layout:1", "cat", "/bin/cat");
    Files.writeString(folder.resolve("w"), "made elsewhere");
    tool("umoci", "insert", "--image", "layout:1", "w", "/w");
    tool(
        "umoci", "config", "--image", "layout:1", "--config.cmd", "/bin/cat", "--config.cmd", "/w");
  }

  @Test
  void ociAndDocker(Sandbox sandbox) throws IOException {
    push("oci");
    push("docker", "--format", "v2s2");
    assertTrue(manifest("oci", OCI).contains("layer.v1.tar+gzip"), manifest("oci", OCI));
    assertTrue(manifest("docker", DOCKER).contains(DOCKER));
    assertEquals("a  | made elsewhere", up(sandbox, "oci"));
    assertEquals("a  | made elsewhere", up(sandbox, "docker"));
  }

  @Test
  void layersOfZstd(Sandbox sandbox) throws IOException {
    push("zstd", "--dest-compress-format", "zstd");
    assertTrue(manifest("zstd", OCI).contains("layer.v1.tar+zstd"), manifest("zstd", OCI));
    assertEquals("a  | made elsewhere", up(sandbox, "zstd"));
  }

  @Test
  void buildahForSeveralPlatforms(Sandbox sandbox) throws IOException {
    buildah("manifest", "create", "list");
    for (String architecture : List.of("arm64", "amd64")) {
      Files.writeString(folder.resolve("w"), "for " + architecture);
      String container = buildah("from", "--arch", architecture, "scratch");
      buildah("copy", "-q", container, "busybox", "/bin/busybox");
      buildah("copy", "-q", container, "cat", "/bin/cat");
      buildah("copy", "-q", container, "w", "/w");
      buildah("config", "--arch", architecture, "--cmd", "[\"/bin/cat\",\"/w\"]", container);
      buildah("commit", "-q", "--rm", "--manifest", "list", container);
    }
    for (String format : List.of("oci", "v2s2")) {
      buildah(
          "manifest",
          "push",
          "-q",
          "--all",
          "--tls-verify=false",
          "--format",
          format,
          "list",
          "docker://" + registry.address() + "/" + format + ":1");
      assertEquals("a  | for amd64", up(sandbox, format));
    }
  }
}
