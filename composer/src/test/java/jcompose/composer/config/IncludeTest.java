package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code include}. */
final class IncludeTest {
  @TempDir Path folder;

  @Test
  void takesPathsAndVariablesFromTheIncludedFolder() {
    Stack stack =
        Stack.in(folder)
            .write("a.yml", "include: [sub/b.yml]\nservices: {web: {image: w}}\n")
            .write(".env", "TAG=main\n")
            .write("sub/.env", "TAG=sub\nOTHER=sub\n")
            .write(
                "sub/b.yml",
                """
                services:
                  db:
                    image: db:${TAG}-${OTHER}
                    environment: [OTHER]
                    build: {labels: {a: b}}
                    volumes: ['./data:/data']
                """);
    assertEquals(
        """
        name: p
        services:
          db:
            build:
              context: /D/sub
              dockerfile: Dockerfile
              labels:
                a: b
            environment:
              OTHER: sub
            image: db:main-sub
            networks:
              default: null
            volumes:
              - type: bind
                source: /D/sub/data
                target: /data
                bind: {}
          web:
            image: w
            networks:
              default: null
        networks:
          default:
            name: p_default
        """,
        stack.yaml("a.yml"));
  }

  @Test
  void mergesSeveralPathsOfOneEntry() {
    Stack stack =
        Stack.in(folder)
            .write(
                "a.yml",
                """
                include:
                  - path: [x/b.yml, c.yml]
                    project_directory: y
                    env_file: [v.env]
                services: {}
                """)
            .write("v.env", "V=1\n")
            .write("x/b.yml", "services: {s: {image: i, rootfs: ./r, command: [a]}}\n")
            .write("c.yml", "services: {s: {command: [b, $V]}}\n");
    String yaml = stack.yaml("a.yml");
    assertEquals(true, yaml.contains("rootfs: /D/y/r"), yaml);
    assertEquals(true, yaml.contains("- b\n      - \"1\"\n"), yaml);
  }

  @Test
  void letsALaterFileChangeWhatIsIncluded() {
    Stack stack =
        Stack.in(folder)
            .write("a.yml", "include: [b.yml]\nservices: {}\n")
            .write("b.yml", "services: {s: {image: old, user: u}}\n")
            .write("o.yml", "services: {s: {image: new}}\n");
    assertEquals(true, stack.yaml("a.yml", "o.yml").contains("image: new\n"));
  }

  @Test
  void refusesWhatTwoFilesDefineDifferently() {
    Stack stack =
        Stack.in(folder)
            .write("a.yml", "include:\n  - b.yml\nservices:\n  s: {image: a}\n  t: {image: t}\n")
            .write("b.yml", "services:\n  s: {image: b}\n  t: {image: t}\n");
    assertEquals(
        List.of(
            "a.yml:4:3: services.s: conflicts with the one at b.yml:2:3,"
                + " which is included at a.yml:2:5"),
        stack.problems("a.yml"));
  }

  @Test
  void showsCyclesAndMissingFiles() {
    Stack stack =
        Stack.in(folder)
            .write("a.yml", "include:\n  - b.yml\n  - none.yml\n  - https://x/c.yml\n")
            .write("b.yml", "include: [c.yml]\n")
            .write("c.yml", "include: [a.yml]\nservices: {s: {image: i}}\n");
    assertEquals(
        List.of(
            "a.yml:3:5: include[1]: no such file: " + folder + "/none.yml",
            "a.yml:4:5: include[2]: 'https://x/c.yml': only local files are included",
            "c.yml:1:11: include[0]: a file cannot include itself:"
                + " a.yml -> b.yml -> c.yml -> a.yml"),
        stack.problems("a.yml"));
  }

  @Test
  void keepsDoubledDollars() {
    Stack stack =
        Stack.in(folder)
            .with(Map.of("A", "1"))
            .write("a.yml", "include: [b.yml]\n")
            .write("b.yml", "services: {s: {image: i, command: ['$$A', '$A']}}\n");
    assertEquals(true, stack.yaml("a.yml").contains("- \"$$A\"\n      - \"1\"\n"));
  }
}
