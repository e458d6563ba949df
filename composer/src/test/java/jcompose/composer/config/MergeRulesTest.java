package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files, documents and marks. */
final class MergeRulesTest {
  @TempDir Path folder;

  /** What becomes of an attribute of the base and that of the file over it. */
  private String merged(String base, String over) {
    return Stack.in(folder)
        .write("a.yml", file("image: i\n" + base))
        .write("b.yml", file(over))
        .yaml("a.yml", "b.yml")
        .replaceAll("(?s)^.*    image: i\n", "")
        .replaceAll("(?s)    networks:\n      default: null\n|networks:\n  default:\n.*$", "")
        .indent(-4);
  }

  private static String file(String service) {
    return "services:\n  s:\n" + service.indent(4);
  }

  @Test
  void mergesOptionsOfTheSameDriverOnly() {
    assertEquals(
        "logging:\n  driver: a\n  options:\n    x: \"1\"\n    \"y\": \"2\"\n",
        merged("logging: {driver: a, options: {x: 1}}", "logging: {options: {'y': 2}}"));
    assertEquals(
        "logging:\n  driver: b\n  options:\n    z: \"2\"\n",
        merged("logging: {driver: a, options: {x: 1}}", "logging: {driver: b, options: {z: 2}}"));
  }

  @Test
  void replacesPortsThatAreTheSame() {
    assertEquals(
        """
        ports:
          - mode: host
            target: 80
            published: "8080"
            protocol: tcp
          - mode: ingress
            target: 81
            protocol: udp
          - mode: ingress
            target: 82
            protocol: tcp
        """,
        merged(
            "ports: ['8080:80', 81/udp]",
            "ports: [{target: 80, published: 8080, mode: host}, 82]"));
  }

  @Test
  void replacesUlimitsAndHealthTests() {
    assertEquals(
        "ulimits:\n  nofile:\n    soft: 1\n    hard: 2\n  nproc: 4\n",
        merged(
            "ulimits: {nofile: 9, nproc: {soft: 1, hard: 2}}",
            "ulimits: {nofile: {soft: 1, hard: 2}, nproc: 4}"));
    Stack stack =
        Stack.in(folder)
            .write("a.yml", file("image: i\nhealthcheck: {test: [CMD, a], retries: 2}"))
            .write("b.yml", file("healthcheck: {test: b}"));
    assertEquals(
        true,
        stack
            .yaml("a.yml", "b.yml")
            .contains("test:\n        - CMD-SHELL\n        - b\n      retries: 2\n"));
  }

  @Test
  void joinsHostsWithoutDoublingThem() {
    Stack stack =
        Stack.in(folder)
            .write("a.yml", file("image: i\nextra_hosts: {h: 1.1.1.1}"))
            .write("b.yml", file("extra_hosts: ['h:1.1.1.1', 'h=2.2.2.2', 'g=[::1]']"));
    assertEquals(
        true,
        stack
            .yaml("a.yml", "b.yml")
            .contains("- \"g=::1\"\n      - h=1.1.1.1\n      - h=2.2.2.2\n"));
  }

  @Test
  void keepsWhatABaseSaysAboutANetworkThatIsNamedAgain() {
    Stack stack =
        Stack.in(folder)
            .write(
                "a.yml",
                file("image: i\nnetworks: {net: {aliases: [x]}, m: }")
                    + "networks: {net: {ipam: {config: [{subnet: 10.0.0.0/24}]}}, m: }\n")
            .write(
                "b.yml",
                file("networks: [net]")
                    + "networks: {net: {ipam: {config: "
                    + "[{subnet: 10.0.0.0/24, gateway: 10.0.0.1}, {subnet: 10.1.0.0/24}]}}}\n");
    assertEquals(
        """
            networks:
              m: null
              net:
                aliases:
                  - x
        networks:
          m:
            name: p_m
          net:
            name: p_net
            ipam:
              config:
                - subnet: "10.0.0.0/24"
                  gateway: "10.0.0.1"
                - subnet: "10.1.0.0/24"
        """,
        stack.yaml("a.yml", "b.yml").replaceAll("(?s)^.*image: i\n", ""));
  }

  @Test
  void resetsAndOverrides() {
    assertEquals(
        "tty: true\n",
        merged("ports: [80]\nuser: u\ntty: true", "ports: !reset []\nuser: !reset null"));
    Stack stack =
        Stack.in(folder)
            .write("a.yml", file("image: i\ncap_add: [A]\nenvironment: {A: 1, B: 2}"))
            .write("b.yml", file("cap_add: !override [B]\nenvironment: {A: !reset null}"))
            .write("c.yml", file("cap_add: [C]"));
    String yaml = stack.yaml("a.yml", "b.yml", "c.yml");
    assertEquals(true, yaml.contains("cap_add:\n      - B\n      - C\n"), yaml);
    assertEquals(true, yaml.contains("environment:\n      B: \"2\"\n"), yaml);
  }

  @Test
  void mergesTheDocumentsOfOneFile() {
    Stack stack =
        Stack.in(folder)
            .write("a.yml", file("image: i\ntty: true") + "---\n" + file("tty: !reset false"));
    assertEquals(false, stack.yaml("a.yml").contains("tty"));
  }

  @Test
  void changesNothingWithAnEmptyMapping() {
    Stack stack =
        Stack.in(folder).write("a.yml", file("image: i\nports: [80]")).write("b.yml", "{}\n");
    assertEquals(stack.yaml("a.yml"), stack.yaml("a.yml", "b.yml"));
  }

  @Test
  void refusesToMergeDifferentKinds() {
    Stack stack =
        Stack.in(folder)
            .write("a.yml", file("image: i\nhealthcheck: {retries: 1}"))
            .write("b.yml", file("healthcheck: [a]"));
    assertEquals(
        List.of(
            "b.yml:3:18: services.s.healthcheck: a list cannot be merged with a mapping"
                + " at a.yml:4:18",
            "b.yml:3:18: services.s.healthcheck: must be a mapping, not a list"),
        stack.problems("a.yml", "b.yml"));
  }
}
