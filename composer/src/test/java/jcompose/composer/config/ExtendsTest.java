package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code extends}. */
final class ExtendsTest {
  @TempDir Path folder;

  @Test
  void laysAServiceOverOthersOfItsFile() {
    assertEquals(
        """
        cap_add:
          - A
          - B
        command:
          - c
        environment:
          X: "1"
          Z: "3"
        """,
        chained());
  }

  private String chained() {
    Stack stack =
        Stack.in(folder)
            .write(
                "c.yml",
                """
                services:
                  s: {extends: t, image: i, cap_add: [A, B], environment: {Z: 3}}
                  t: {extends: {service: u}, cap_add: [A], environment: [X=1, Z=2]}
                  u: {image: u, command: [c]}
                """);
    String yaml = stack.yaml("c.yml");
    int start = yaml.indexOf("  s:\n") + 5;
    return yaml.substring(start, yaml.indexOf("    image: i\n", start)).indent(-4);
  }

  @Test
  void resolvesPathsOfAnotherFileFromItsFolder() {
    Stack stack =
        Stack.in(folder)
            .write("a.yml", "services: {s: {extends: {file: sub/b.yml, service: t}}}\n")
            .write(
                "sub/b.yml", "services: {t: {extends: {file: ../c.yml, service: u}, rootfs: r}}\n")
            .write("c.yml", "services: {u: {build: ctx, image: i, volumes: ['./v:/v']}}\n");
    String yaml = stack.yaml("a.yml");
    assertEquals(true, yaml.contains("context: /D/ctx\n"), yaml);
    assertEquals(true, yaml.contains("source: /D/v\n"), yaml);
    assertEquals(true, yaml.contains("rootfs: /D/sub/r\n"), yaml);
  }

  @Test
  void takesResetAndOverrideOfTheService() {
    Stack stack =
        Stack.in(folder)
            .write(
                "a.yml",
                """
                services:
                  b: {image: i, ports: [80], cap_add: [A], tty: true}
                  s: {extends: b, ports: !reset [], cap_add: !override [B]}
                """);
    String yaml = stack.yaml("a.yml");
    String own =
        yaml.substring(yaml.indexOf("  s:\n"), yaml.indexOf("networks:\n  default:\n    name"));
    assertEquals(
        """
          s:
            cap_add:
              - B
            image: i
            networks:
              default: null
            tty: true
        """,
        own);
  }

  @Test
  void showsCyclesAndWhatIsMissing() {
    Stack stack =
        Stack.in(folder)
            .write(
                "a.yml",
                """
                services:
                  a: {image: i, extends: b}
                  b: {extends: a}
                  c: {extends: d}
                  e: {extends: {file: x.yml, service: e}}
                  f: {extends: {file: b.yml, service: wbe}}
                """)
            .write("b.yml", "services: {web: {image: i}}\n");
    assertEquals(
        List.of(
            "a.yml:2:26: services.a.extends: a service cannot extend itself: a -> b -> a",
            "a.yml:3:16: services.b.extends: a service cannot extend itself: b -> a -> b",
            "a.yml:4:16: services.c.extends: no service 'd'",
            "a.yml:5:23: services.e.extends.file: no such file: " + folder + "/x.yml",
            "a.yml:6:39: services.f.extends.service: no service 'wbe'; did you mean 'web'?"),
        stack.problems("a.yml"));
  }
}
