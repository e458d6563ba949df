package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperandsTest {
  @Test
  void whatEndsLikeAFileIsOne() {
    assertEquals(
        new Operands(List.of(Path.of("a.yml"), Path.of("dir/b.yaml")), List.of("web")),
        Operands.of(List.of("a.yml", "web", "dir/b.yaml")));
  }

  @Test
  void aBundleIsAWholeProject() {
    Operands bundle = Operands.of(List.of("lab.tar", "web"));
    assertEquals(Optional.of(Path.of("lab.tar")), bundle.bundle());
    assertEquals(List.of("web"), bundle.services());
    Operands more = Operands.of(List.of("lab.tar", "a.yml"));
    assertEquals(2, assertThrows(UsageException.class, more::bundle).exitCode());
  }
}
