package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code config} prints is the same project, and says the same about it. */
final class RoundTripTest {
  static final String FILE =
      """
      x-common: &common
        restart: unless-stopped
        x-note: [1, two, {three: 3.5}]
      services:
        web:
          <<: *common
          image: nginx:1.25@sha256:abc
          command: sh -c 'echo "$$HOME"; exec a'
          ports: ['8000-8002:80-82', 9000]
          volumes: ['./a b:/x:ro', 'data:/d:nocopy', {type: tmpfs, target: /t, tmpfs: {mode: 0770}}]
          environment: {EMPTY: '', NONE: , YES: 'yes', TEXT: "a\\nb\\n", TAB: "\\t", COLON: 'a: b'}
          labels: [a=b=c, d]
          secrets: [s, {source: s, target: t, mode: 0440}]
          configs: [c]
          networks: {back: {aliases: [x], ipv4_address: 10.0.0.2}, default: }
          devices: [/dev/null, '/dev/zero:/dev/z:r']
          ulimits: {nofile: 10, nproc: {soft: 1, hard: 2}}
          gpus: all
          extra_hosts: ['a=1.1.1.1', 'b:::1']
          deploy: {resources: {limits: {cpus: '0.5', memory: 1g}}, replicas: 2}
          healthcheck: {test: curl x, interval: 1m, disable: false}
          depends_on: {job: {condition: service_completed_successfully, required: false}}
          build: {context: ./b, args: {A: 1}, ulimits: {core: 1}, extra_hosts: {h: 1.2.3.4}}
          tmpfs: /run:size=1m
        job:
          image: j
          profiles: [jobs]
        side:
          image: s
          profiles: [side]
      networks: {back: {ipam: {config: [{subnet: 10.0.0.0/24}]}, labels: {a: 1}}}
      volumes: {data: {driver_opts: {o: bind, size: 10}}, unused: }
      secrets: {s: {environment: S}}
      configs: {c: {content: "a $$b\\n  c\\n"}}
      """;

  @TempDir Path folder;

  @Test
  void loadsWhatItPrinted() {
    Stack stack = Stack.in(folder).write("s.yml", FILE);
    stack.roundTrip("s.yml");
    new Stack(folder, Map.of("HOME", "/"), List.of("jobs", "side")).roundTrip("s.yml");
  }

  @Test
  void listsItsParts() {
    ResolvedConfig config = Stack.in(folder).write("s.yml", FILE).config("s.yml");
    assertEquals(Set.of("web"), config.names("services"));
    assertEquals(Set.of("back", "default"), config.names("networks"));
    assertEquals(Set.of("data"), config.names("volumes"));
    assertEquals(Set.of("jobs", "side"), config.profiles());
    assertEquals(Set.of("nginx:1.25@sha256:abc"), config.images());
  }

  @Test
  void hashesWhatContainersDependOn() {
    Stack stack = Stack.in(folder);
    String first = hash(stack, "image: i, tty: true, scale: 2");
    assertEquals(first, hash(stack, "tty: yes, image: i, scale: 3, pull_policy: never"));
    assertNotEquals(first, hash(stack, "image: j, tty: true"));
  }

  private static String hash(Stack stack, String service) {
    ResolvedConfig config =
        stack.write("h.yml", "services: {a: {" + service + "}}\n").config("h.yml");
    return config.services().values().stream().map(ServiceHash::of).findFirst().orElseThrow();
  }

  @Test
  void listsVariables() {
    Stack stack =
        Stack.in(folder)
            .write("v.yml", "services: {a: {image: '${I:-x${J}}', user: '${U?no} $$N', tty: $T}}");
    assertEquals(
        List.of(
            "NAME   REQUIRED   DEFAULT VALUE   ALTERNATE VALUE",
            "I      false      x${J}",
            "J      false",
            "T      false",
            "U      true"),
        VariableTable.of(stack.request("v.yml")));
  }
}
