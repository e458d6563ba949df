package jcompose.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import jcompose.engine.testing.HostCommand;

/** Programs of the escape suite, in C because no shell has their system calls. */
final class AttackProgram {
  private AttackProgram() {}

  /** Compiles one, static, into the folder {@code bin} of a root file system. */
  static void compile(String name, Path rootfs) {
    String resource = "escape/" + name + ".c";
    try (InputStream source =
        Objects.requireNonNull(AttackProgram.class.getResourceAsStream(resource))) {
      Path file = Files.createTempFile("jcompose-attack-", ".c");
      try {
        Files.write(file, source.readAllBytes());
        String program = rootfs.resolve("bin").resolve(name).toString();
        HostCommand.run("gcc", "-static", "-O1", "-o", program, file.toString()).checked();
      } finally {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
