package jcompose.composer.config.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.config.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code image}: a reference; a service has one, or something in its place. */
final class ImageTest {
  @TempDir Path folder;

  private Stack file(String name, String service) {
    return Stack.in(folder).write(name, "services:\n  s:\n" + service.indent(4));
  }

  @Test
  void forms() {
    for (String image :
        List.of(
            "busybox",
            "docker.io/library/nginx:1.27",
            "localhost:5000/a/b@sha256:" + "0".repeat(64))) {
      String printed = file("s.yml", "image: " + image).yaml("s.yml");
      assertEquals(image, printed.replaceAll("(?s).*image: \"?([^\"\n]*)\"?\n.*", "$1"));
    }
  }

  @Test
  void merges() {
    file("s.yml", "image: a");
    file("o.yml", "image: b:2");
    assertEquals(
        "b:2", Stack.in(folder).yaml("s.yml", "o.yml").replaceAll("(?s).*image: (\\S*)\n.*", "$1"));
  }

  @Test
  void refused() {
    assertEquals(
        List.of("s.yml:3:12: services.s.image: must be a string, not a list"),
        file("s.yml", "image: [a]").problems("s.yml"));
    assertEquals(1, file("s.yml", "user: a").problems("s.yml").size());
  }
}
