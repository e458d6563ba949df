package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.model.Service;
import jcompose.composer.model.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code image} and {@code rootfs}. */
final class SourceTest {
  @TempDir Path folder;

  @Test
  void isAnImage() {
    assertEquals(new Source.Image("busybox"), Folder.of(folder).service().source());
  }

  @Test
  void isAFolder() {
    Folder.of(folder).write("stack.yml", "services: {web: {rootfs: ./root}, x: {x-rootfs: /}}");
    var services = Folder.of(folder).load("stack.yml").project().services();
    assertEquals(
        List.of(new Source.Rootfs(folder.resolve("root")), new Source.Rootfs(Path.of("/"))),
        services.values().stream().map(Service::source).toList());
  }

  @Test
  void isNotBoth() {
    assertEquals(
        List.of(
            "stack.yml:4:13: services.web.rootfs: stands in place of 'image', which is given at"
                + " stack.yml:3:12"),
        Folder.of(folder).problems("rootfs: /"));
  }

  @Test
  void isNotMissing() {
    Folder.of(folder).write("stack.yml", "services:\n  web:\n    tty: true\n  db:\n");
    assertEquals(
        List.of(
            "stack.yml:2:3: services.web: needs 'image' or 'rootfs'",
            "stack.yml:4:3: services.db: needs 'image' or 'rootfs'",
            "stack.yml:4:6: services.db: must be a mapping, not empty"),
        Folder.of(folder).problemsOf("stack.yml"));
  }

  @Test
  void isNotAskedForWhereThereIsNoServiceAtAll() {
    Folder.of(folder).write("stack.yml", "services:\n  a: hello\n");
    assertEquals(
        List.of("stack.yml:2:6: services.a: must be a mapping, not a string"),
        Folder.of(folder).problemsOf("stack.yml"));
    Folder.of(folder).write("stack.yml", "services: 3\n");
    assertEquals(
        List.of("stack.yml:1:11: services: must be a mapping, not a number"),
        Folder.of(folder).problemsOf("stack.yml"));
  }

  @Test
  void isNotEmptyNorANumber() {
    Folder.of(folder).write("stack.yml", "services:\n  a: {image: ''}\n  b: {image: 12}\n");
    assertEquals(
        List.of(
            "stack.yml:2:14: services.a.image: must not be empty",
            "stack.yml:3:14: services.b.image: must be a string, not a number; write \"12\""),
        Folder.of(folder).problemsOf("stack.yml"));
  }
}
