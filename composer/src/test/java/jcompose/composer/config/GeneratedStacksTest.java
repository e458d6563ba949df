package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of any stack, tried on stacks that are put together by chance. */
final class GeneratedStacksTest {
  private static final long SEED = 20261127;
  private static final int ROUNDS = 60;
  private static final int SERVICES = 4;

  /** Each is one attribute of a service, of which there is one of each kind at most. */
  private static final List<String> ATTRIBUTES =
      List.of(
          "command: [a, 'b c', '$$d']",
          "command: sh -c 'x && y'",
          "entrypoint: ''",
          "environment: {A: 1, B: 'two words', C: }",
          "labels: ['a=b', only]",
          "annotations: {x: 'y: z'}",
          "ports: ['80:80', '127.0.0.1::53/udp', '7000-7002:7000-7002']",
          "expose: [1, '2/udp']",
          "volumes: ['data:/data', './here:/here:ro', /anonymous]",
          "tmpfs: ['/run:size=1m', /tmp]",
          "devices: ['/dev/a:/dev/b:r']",
          "cap_add: [NET_ADMIN, ALL]",
          "cap_drop: [MKNOD]",
          "dns: 9.9.9.9",
          "dns_search: [a, b]",
          "extra_hosts: {h: 1.2.3.4, v: '::1'}",
          "healthcheck: {test: exit 0, interval: 90s, retries: 2}",
          "deploy: {replicas: 2, labels: {a: b}}",
          "logging: {driver: local, options: {max-size: 1m}}",
          "ulimits: {nofile: 5, core: {soft: 0, hard: 1}}",
          "sysctls: {net.a: 1}",
          "networks: {default: {aliases: [x]}, other: }",
          "depends_on: [s0]",
          "secrets: [{source: key, mode: 0400}]",
          "configs: [text]",
          "stop_grace_period: 1m0.5s",
          "mem_limit: 1.5g",
          "restart: on-failure:3",
          "user: '1:2'",
          "security_opt: ['label:disable']",
          "profiles: []",
          "init: false",
          "tty: true");

  private static final String REST =
      """
      volumes: {data: }
      networks: {other: }
      secrets: {key: {file: ./k}}
      configs: {text: {content: 'a $$ b'}}
      """;

  @TempDir Path folder;

  /** A service's attributes, some of them in a first file and the others in a second. */
  private record Draft(List<String> first, List<String> second) {
    static Draft draw(Random random, boolean mayDepend) {
      Draft draft = new Draft(new ArrayList<>(List.of("image: i")), new ArrayList<>());
      List<String> kinds = new ArrayList<>();
      for (String attribute : ATTRIBUTES) {
        String kind = attribute.substring(0, attribute.indexOf(':'));
        boolean possible = !kinds.contains(kind) && (mayDepend || !kind.equals("depends_on"));
        if (possible && random.nextInt(3) == 0) {
          kinds.add(kind);
          (random.nextBoolean() ? draft.first : draft.second).add(attribute);
        }
      }
      return draft;
    }
  }

  private static String file(List<List<String>> services, String rest) {
    StringBuilder text = new StringBuilder("services:\n");
    for (int i = 0; i < services.size(); i++) {
      text.append("  s").append(i).append(":\n");
      services.get(i).forEach(line -> text.append("    ").append(line).append('\n'));
      if (services.get(i).isEmpty()) {
        text.append("    x-nothing: 1\n");
      }
    }
    return text + rest;
  }

  @Test
  void printTheSameAgainHoweverTheyAreDividedIntoFiles() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      List<List<String>> first = new ArrayList<>();
      List<List<String>> second = new ArrayList<>();
      List<List<String>> whole = new ArrayList<>();
      for (int i = 0; i < SERVICES; i++) {
        Draft draft = Draft.draw(random, i > 0);
        first.add(draft.first());
        second.add(draft.second());
        List<String> all = new ArrayList<>(draft.first());
        all.addAll(draft.second());
        whole.add(all);
      }
      String text = file(whole, REST);
      Stack stack =
          Stack.in(folder)
              .write("whole.yml", text)
              .write("first.yml", file(first, REST))
              .write("second.yml", file(second, ""))
              .write("empty.yml", "services: {}\n");
      String printed = stack.yaml("whole.yml");
      String what = "seed " + SEED + ", round " + round + ":\n" + text;
      assertEquals(printed, withoutNothing(stack.yaml("first.yml", "second.yml")), what);
      assertEquals(printed, stack.yaml("whole.yml", "empty.yml"), what);
      assertEquals(printed, stack.yaml("empty.yml", "whole.yml"), what);
      stack.roundTrip("whole.yml");
    }
  }

  private static String withoutNothing(String yaml) {
    return yaml.replace("    x-nothing: 1\n", "");
  }
}
