package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperandsTest {
  @Test
  void whatEndsLikeAFileIsOne() {
    assertEquals(
        new Operands(List.of(Path.of("a.yml"), Path.of("dir/b.yaml")), List.of("web")),
        Operands.of(List.of("a.yml", "web", "dir/b.yaml")));
  }

  @Test
  void bundleIsRefusedAsUsage() {
    assertEquals(
        2, assertThrows(UsageException.class, () -> Operands.of(List.of("lab.tar"))).exitCode());
  }
}
