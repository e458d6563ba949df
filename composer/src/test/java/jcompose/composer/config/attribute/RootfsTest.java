package jcompose.composer.config.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.config.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rootfs}: a folder in the place of an image; our own key. */
final class RootfsTest {
  @TempDir Path folder;

  private Stack file(String service) {
    return Stack.in(folder).write("s.yml", "services:\n  s:\n" + service.indent(4));
  }

  @Test
  void forms() {
    String own = "rootfs: /D/tree\n";
    assertEquals(own, Stack.serviceOf(file("rootfs: ./tree").yaml("s.yml")));
    assertEquals(own, Stack.serviceOf(file("x-rootfs: tree").yaml("s.yml")));
    assertEquals("rootfs: /\n", Stack.serviceOf(file("rootfs: /").yaml("s.yml")));
  }

  @Test
  void refused() {
    assertEquals(
        List.of("s.yml:3:13: services.s.rootfs: must be a string, not a list"),
        file("rootfs: [a]").problems("s.yml"));
  }
}
