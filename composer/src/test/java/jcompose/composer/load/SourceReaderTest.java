package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read. */
final class SourceReaderTest {
  @TempDir Path folder;

  @Test
  void missing() {
    assertEquals(
        "stack.yml: no such file; looked for " + folder.resolve("stack.yml"),
        Folder.of(folder).message("stack.yml"));
  }

  @Test
  void linkToItself() throws IOException {
    Files.createSymbolicLink(folder.resolve("stack.yml"), Path.of("stack.yml"));
    assertEquals(
        "stack.yml: cannot be read: its symbolic links go round in a circle",
        Folder.of(folder).message("stack.yml"));
  }

  @Test
  void folder() throws IOException {
    Files.createDirectory(folder.resolve("stack.yml"));
    assertEquals("stack.yml: is a folder, not a file", Folder.of(folder).message("stack.yml"));
  }

  @Test
  void largerThanAnyComposeFile() throws IOException {
    Files.writeString(folder.resolve("stack.yml"), "#".repeat((4 << 20) + 1));
    assertEquals(
        "stack.yml: is larger than 4 MiB, which no such file needs",
        Folder.of(folder).message("stack.yml"));
  }

  @Test
  void endless() {
    assertEquals(
        "/dev/zero: is larger than 4 MiB, which no such file needs",
        Folder.of(folder).message("/dev/zero"));
  }

  @Test
  void namesOfServicesAreReadFromFilesThatDoNotLoad() {
    Folder user = Folder.of(folder).write("stack.yml", "services: {web: 3, db: {prots: []}}");
    assertEquals(Set.of("web", "db"), ProjectLoader.serviceNames(user.request("stack.yml")));
    assertEquals(Set.of(), ProjectLoader.serviceNames(user.request("nothing.yml")));
  }
}
