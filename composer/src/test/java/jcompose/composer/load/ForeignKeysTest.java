package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes that mean something to other programs. */
final class ForeignKeysTest {
  @TempDir Path path;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "build: .|there is no builder here; the image is pulled, not built",
        "develop: {watch: []}|files are not watched here; 'up' runs it as it is",
        "runtime: runc|'runc' is not run; containers are made as it makes them",
        "deploy: {mode: global-job}|jobs are Swarm's; the service is started as any other",
        "deploy: {labels: {a: b}}|are of Swarm's services; 'labels' of the service are a"
            + " container's",
        "deploy: {placement: {}}|is for Swarm's nodes; here is one machine",
        "deploy: {endpoint_mode: vip}|is for Swarm's addresses of services, which are not here",
        "deploy: {update_config: {}}|is Swarm's; 'up' replaces a changed container at once",
      })
  void aStackThatDoesTheSameIsWarnedOf(String line, String warning) {
    List<String> warnings = Folder.of(path).loadService(line).warnings();
    assertEquals(1, warnings.size());
    assertEquals(warning, warnings.get(0).replaceFirst(".*services\\.web\\.[a-z_.]+: ", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "use_api_socket: true|there is no Docker daemon here whose socket it could have",
        "credential_spec: {file: x}|is of Windows, and this is Linux",
        "isolation: hyperv|'hyperv' is of Windows, and this is Linux",
        "provider: {type: x}|no provider's program is run here; start what it stands for by itself",
        "runtime: nvidia|'nvidia': containers are made by jcompose itself, not by other runtimes",
        "expose: [http]|'http' is not of the form PORT[-PORT][/tcp|/udp]",
      })
  void aStackThatWouldNotIsRefused(String line, String problem) {
    List<String> problems = Folder.of(path).problems(line);
    assertEquals(1, problems.size(), problems.toString());
    assertEquals(
        problem.split("\\[/tcp", -1)[0],
        problems.get(0).replaceFirst(".*services\\.web\\.[^:]+: ", "").split("\\[/tcp", -1)[0]);
  }

  @Test
  void devicesByCountOrName() {
    String reason =
        "GPUs are not handed out by name here; give their nodes in 'devices' and their driver's"
            + " libraries in 'volumes'";
    assertEquals(
        List.of("stack.yml:4:11: services.web.gpus: " + reason),
        Folder.of(path).problems("gpus: all"));
    assertEquals(
        List.of("stack.yml:4:50: services.web.deploy.resources.reservations.devices: " + reason),
        Folder.of(path)
            .problems("deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}"));
  }

  @Test
  void sizesOfRootsAndModels() {
    assertEquals(
        List.of(
            "stack.yml:4:18: services.web.storage_opt: the writable layer's size cannot be limited"
                + " here; write to a 'tmpfs' of that size instead",
            "stack.yml:5:13: services.web.models: there is no model runner here; run a model's"
                + " server as a service, and give its address in 'environment'"),
        Folder.of(path).problems("storage_opt: {size: 1G}", "models: [llm]"));
  }

  @Test
  void whatSaysNothingIsQuiet() {
    assertEquals(
        List.of(),
        Folder.of(path)
            .loadService("isolation: default", "use_api_socket: false", "expose: ['80', 90-91/udp]")
            .warnings());
  }
}
