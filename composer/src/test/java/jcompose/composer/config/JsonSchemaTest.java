package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.tree.Validation;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.SourceText;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that editors use, against what the loader takes. */
final class JsonSchemaTest {
  private static final Path COPY = Path.of("../docs/jcompose.schema.json");
  private static final SchemaCheck SCHEMA = new SchemaCheck(parse(JsonSchema.text()));

  private static YamlNode parse(String text) {
    SourceText source = new SourceText("text.yml", text);
    return YamlParser.parse(
            source,
            problem -> {
              throw new AssertionError(problem);
            })
        .get(0);
  }

  private static List<String> refused(String text) {
    return SCHEMA.refused(parse(text));
  }

  private static String service(String line) {
    return "services:\n  s:\n    image: i\n    " + line + "\n";
  }

  private static List<String> inService(String line) {
    return refused(service(line));
  }

  /** What the loader says, whose x- keys are off by then. */
  private static List<Problem> problems(String line) {
    List<Problem> problems = new ArrayList<>();
    String bare = line.replaceFirst("^x-(?=conf|namespaces)", "");
    new Validation(problems::add).file((YamlMapping) parse(service(bare)));
    return problems;
  }

  @Test
  void theCopyInTheDocumentationIsNew() throws IOException {
    assertEquals(JsonSchema.text(), Files.readString(COPY), "run: jcompose schema > " + COPY);
  }

  @Test
  void examplesAreValidAndNameTheSchema() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
      List<Path> stacks =
          files
              .filter(file -> file.getFileName().toString().matches("(stack|compose).*ya?ml"))
              .toList();
      assertFalse(stacks.isEmpty());
      for (Path file : stacks) {
        String text = Files.readString(file);
        assertEquals(List.of(), SCHEMA.refused(parse(text)), file.toString());
        String first = text.lines().findFirst().orElse("");
        String mark = "# yaml-language-server: $schema=";
        assertTrue(first.startsWith(mark), file + " begins with " + first);
        Path named = file.resolveSibling(first.substring(mark.length()));
        assertTrue(Files.isSameFile(COPY, named), file + " names " + named);
      }
    }
  }

  @Test
  void everyServiceHasAllAttributes() {
    for (String key : ComposeShape.service().fields().keySet()) {
      assertFalse(
          inService(key + "x: 1").isEmpty() && inService(key + ": {unknown-key: {}}").isEmpty(),
          key);
    }
    assertEquals(
        93 + ComposeShape.service().own().size(),
        ComposeShape.service().fields().size(),
        "attributes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: sleep 1",
        "command: [sleep, '1']",
        "command:",
        "privileged: 'yes'",
        "privileged: $P",
        "cpus: 1.5",
        "cpus: ${CPUS:-1}",
        "mem_limit: 64m",
        "ports: [80, '81:81', {target: 82, published: '83'}]",
        "volumes: [/v, {type: bind, source: ., target: /w, x-a: 1}]",
        "environment: {A: 1, B: true, C: }",
        "environment: [A=1, B]",
        "depends_on: [a]",
        "depends_on: {a: {condition: service_healthy}}",
        "depends_on: {a: {condition: $C}}",
        "env_file: a.env",
        "env_file: [{path: a, required: false}, b]",
        "extra_hosts: {a: 1.2.3.4, b: ['::1']}",
        "extra_hosts: ['a:1.2.3.4']",
        "ulimits: {nofile: 1, nproc: {soft: 1, hard: 2}}",
        "gpus: all",
        "configs: [a, {source: b, mode: 0440}]",
        "build: .",
        "build: {context: ., ssh: [default], args: {A: }}",
        "healthcheck: {test: 'true', interval: 5s, disable: true}",
        "deploy: {replicas: 2, resources: {limits: {cpus: '1', memory: 64m}}}",
        "x-anything: [1]",
        "conf: {hosts: ./h}",
        "x-conf: {hosts: ./h, resolv.conf: ./r}",
        "namespaces: {pid: host, user: {uid: '0:1:1'}}",
        "x-namespaces: {user: host}",
      })
  void takesWhatTheLoaderTakes(String line) {
    assertEquals(List.of(), inService(line));
    assertEquals(List.of(), problems(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prots: [80]",
        "command: {a: b}",
        "privileged: maybe",
        "privileged: 1",
        "hostname: [a]",
        "mem_limit: true",
        "depends_on: {a: {condition: service_ready}}",
        "depends_on: {a: {}}",
        "env_file: [{path: a, x-b: 1}]",
        "ulimits: {NOFILE: 1}",
        "ulimits: {nofile: {soft: 1}}",
        "gpus: some",
        "volumes: [{type: bnid, target: /x}]",
        "x-conf: {hots: ./h}",
        "namespaces: {pdi: host}",
      })
  void refusesWhatTheLoaderRefuses(String line) {
    assertFalse(inService(line).isEmpty());
    assertFalse(problems(line).isEmpty());
  }

  @Test
  void knowsTheTopLevel() {
    assertEquals(
        List.of(),
        refused(
            """
            name: a
            version: '3'
            include: [a.yml, {path: [b.yml, c.yml], env_file: d}]
            services: {}
            networks: {a: , b: {external: true}, c: {external: {name: d}}}
            volumes: {a: , b: {driver_opts: {size: 1}}}
            secrets: {a: {file: ./a}}
            configs: {a: {content: b}}
            models: {a: {model: b}}
            x-c: [1]
            """));
    assertEquals(List.of("service: unknown key"), refused("service: {}"));
    assertTrue(
        refused("volumes: {a: {driver_opt: 1}}").contains("volumes.a.driver_opt: unknown key"));
  }
}
