package jcompose.engine.oci;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.BundleConfig;
import jcompose.engine.oci.config.ConfigFile;
import jcompose.engine.spec.Resources;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;
import jcompose.engine.state.Trees;

/**
 * The folder {@code ROOT/ID}: {@code state.json}, a copy of {@code config.json}, and the FIFO
 * {@code start} as long as the container waits to be started. Whoever changes something holds the
 * lock of the folder itself (flock(2)).
 */
final class StateFolder {
  private static final Pattern ID = Pattern.compile("[\\w+.-]{1,1024}");
  private static final long AT_FDCWD = -100;
  private static final int FIFO = 0x1000 | 0600;
  private static final int LOCK_EX = 2;

  private final Path folder;
  private final String id;

  StateFolder(Path root, String id) {
    if (!ID.matcher(id).matches() || id.startsWith(".")) {
      throw new EngineException(
          "container id '" + id + "' is not made of letters, digits, '_', '+', '.' and '-'");
    }
    this.folder = root.resolve(id);
    this.id = id;
  }

  static List<String> ids(Path root) {
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        if (!name.equals(SystemCalls.FOLDER)) {
          ids.add(name);
        }
      }
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException failure) {
      throw new EngineException("cannot list " + root + ": " + IoReason.of(failure), failure);
    }
    Collections.sort(ids);
    return ids;
  }

  /** Makes it and takes its lock. */
  Descriptor makeAndLock() {
    try {
      Files.createDirectories(folder.getParent());
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException present) {
      if (Files.exists(file("state.json"))) {
        throw new EngineException("container '" + id + "' exists already; delete it first");
      } // else a create that was killed left it
    } catch (IOException failure) {
      throw new EngineException("cannot make " + folder + ": " + IoReason.of(failure), failure);
    }
    return lock();
  }

  /**
   * Waits for its lock, which closing frees.
   *
   * @throws EngineException when there is no such container, or none any more
   */
  Descriptor lock() {
    if (!Files.isDirectory(folder)) {
      throw missing();
    }
    Descriptor open = Descriptor.open(folder, 0);
    Kernel.check("flock(\"" + folder + "\")", Syscall.FLOCK, open.number(), LOCK_EX);
    if (!Files.isDirectory(folder)) {
      open.close();
      throw missing();
    }
    return open;
  }

  private EngineException missing() {
    return new EngineException("container '" + id + "' does not exist");
  }

  Optional<StoredContainer> find() {
    return AtomicFile.readIfPresent(file("state.json"))
        .map(bytes -> ConfigFile.read(bytes, file("state.json").toString(), StoredContainer.class));
  }

  StoredContainer read() {
    return find().orElseThrow(this::missing);
  }

  void write(StoredContainer stored) {
    AtomicFile.writeUntilReboot(file("state.json"), RecordJson.toBytes(stored));
  }

  BundleConfig config() {
    return ConfigFile.read(
        AtomicFile.read(file("config.json")), file("config.json").toString(), BundleConfig.class);
  }

  void writeConfig(byte[] config) {
    AtomicFile.writeUntilReboot(file("config.json"), config);
  }

  /** Its limits, once they were changed. */
  Optional<Resources> limits() {
    return limits("limits.json");
  }

  /** Those that a command wrote to the kernel when it was cut short. */
  Optional<Resources> begunLimits() {
    return limits("update.json");
  }

  private Optional<Resources> limits(String name) {
    return AtomicFile.readIfPresent(file(name))
        .map(bytes -> ConfigFile.read(bytes, file(name).toString(), Resources.class));
  }

  void beginLimits(Resources limits) {
    AtomicFile.writeUntilReboot(file("update.json"), RecordJson.toBytes(limits));
  }

  /** What was begun is what holds now. */
  void endLimits() {
    try {
      Files.move(file("update.json"), file("limits.json"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new EngineException(
          "cannot replace " + file("limits.json") + ": " + IoReason.of(failure), failure);
    }
  }

  void forgetLimits() {
    try {
      Files.deleteIfExists(file("update.json"));
    } catch (IOException failure) {
      throw new EngineException(
          "cannot remove " + file("update.json") + ": " + IoReason.of(failure), failure);
    }
  }

  Path startFifo() {
    return file("start");
  }

  /**
   * Makes the FIFO whose reader the waiting container is. It is opened for writing as well, so that
   * the container sees no end as long as nobody else has it open.
   */
  Descriptor makeStartFifo(int lowest) {
    try (NativeMemory memory = new NativeMemory()) {
      Files.deleteIfExists(startFifo());
      Kernel.check(
          "mknodat(\"" + startFifo() + "\", FIFO)",
          Syscall.MKNODAT,
          AT_FDCWD,
          memory.string(startFifo().toString()),
          FIFO,
          0);
      return Descriptor.open(startFifo(), 2).above(lowest);
    } catch (IOException failure) {
      throw new EngineException(
          "cannot replace " + startFifo() + ": " + IoReason.of(failure), failure);
    }
  }

  void delete() {
    Trees.delete(folder);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  static void writeText(Path file, String text) {
    AtomicFile.writeUntilReboot(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
