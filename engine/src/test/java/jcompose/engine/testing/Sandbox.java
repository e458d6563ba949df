package jcompose.engine.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import jcompose.engine.EngineDirectories;
import org.jspecify.annotations.Nullable;

/**
 * A folder of one test's own, with the engine's folders in it. A test under {@link LeavesNothing}
 * takes it as a parameter, in its methods or its {@code @BeforeEach}.
 *
 * @param folder absolute and without symbolic links
 */
public record Sandbox(Path folder) {
  static final String PREFIX = "jcompose-test-";

  static Sandbox create() throws IOException {
    return new Sandbox(Files.createTempDirectory(PREFIX).toRealPath());
  }

  /** The engine's folders. */
  public EngineDirectories directories() {
    return new EngineDirectories(folder.resolve("root"), folder.resolve("run"));
  }

  /** What tells a command to use them. */
  public Map<String, String> environment() {
    return Map.of(
        "JCOMPOSE_ROOT", directories().root().toString(),
        "JCOMPOSE_RUN", directories().run().toString());
  }

  /** Removes everything; the caller has made sure that nothing is mounted below. */
  void delete() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
