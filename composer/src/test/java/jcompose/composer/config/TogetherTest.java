package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several phases find wrong is told in one go. */
final class TogetherTest {
  @TempDir Path folder;

  @Test
  void unknownKeysDoNotHideWhatIsBehindThem() {
    Stack stack =
        Stack.in(folder)
            .write(
                "s.yml",
                """
                services:
                  a:
                    image: i
                    prots: [80]
                    depends_on: [c]
                    networks: [frnt]
                    volumes: ["d:/d:ro,nocpy"]
                networks: {front: }
                """);
    assertEquals(
        List.of(
            "s.yml:4:5: services.a.prots: unknown key; did you mean 'ports'?",
            "s.yml:7:15: services.a.volumes[0]: unknown option 'nocpy'; did you mean 'nocopy'?"),
        stack.problems("s.yml"));
    stack.write("s.yml", read().replace(",nocpy", ""));
    assertEquals(
        List.of(
            "s.yml:4:5: services.a.prots: unknown key; did you mean 'ports'?",
            "s.yml:5:18: services.a.depends_on.c: no service 'c'",
            "s.yml:6:16: services.a.networks: network 'frnt' is not declared under the top-level"
                + " 'networks'; did you mean 'front'?",
            "s.yml:7:15: services.a.volumes: volume 'd' is not declared under the top-level"
                + " 'volumes'"),
        stack.problems("s.yml"));
  }

  @Test
  void wordsOnLinuxWithoutAnEffectAreTaken() {
    assertEquals(
        "volumes:\n  - type: bind\n    source: /x\n    target: /x\n    bind: {}\n",
        Stack.in(folder).service("volumes: [\"/x:/x:cached\"]\n"));
  }

  private String read() {
    try {
      return Files.readString(folder.resolve("s.yml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
