package jcompose.engine.network;

import static jcompose.engine.program.Flags.DETACH;
import static jcompose.engine.program.Flags.NONE;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jcompose.engine.EngineException;
import jcompose.engine.launch.NetworkSpare;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.MountCalls;
import jcompose.engine.state.IoReason;

/**
 * Network namespaces that outlive the process which made them: each is mounted on a file, {@code
 * netns/PROJECT/NAME} in the run folder, and found again there.
 */
public final class NamespaceFiles implements AutoCloseable {
  private static final long NS_GET_NSTYPE = 0xb703; // ioctl_ns(2)
  private static final long NETWORK = 0x40000000;

  private static final String FOLDER = "netns";

  private final Path folder;
  private final HostMounts mounts;
  private final NetworkSpare spare = new NetworkSpare();

  /**
   * Those below a folder.
   *
   * @param run the engine's run folder
   */
  public NamespaceFiles(Path run) {
    folder = run.resolve(FOLDER);
    mounts = HostMounts.of(run);
  }

  /**
   * The file of a namespace, made or not. Where the namespace is kept in another mount namespace,
   * this process sees the mount on it through {@link #seen} alone.
   */
  public static Path file(Path run, String project, String name) {
    return run.resolve(FOLDER).resolve(project).resolve(name);
  }

  /** The path by which this process finds the namespace of a file, if that is one of these. */
  public static Path seen(Path run, Path file) {
    return file.startsWith(run.resolve(FOLDER)) ? HostMounts.of(run).seen(file) : file;
  }

  private Path local(String project, String name) {
    return folder.resolve(project).resolve(name);
  }

  /**
   * Makes one with {@code lo} up, or leaves the one that is there.
   *
   * @return whether it is new
   */
  public boolean make(String project, String name) {
    Optional<Descriptor> there = open(project, name);
    if (there.isPresent()) {
      there.get().close();
      return false;
    }
    Path file = local(project, name);
    try (Descriptor namespace = spare.take()) {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      String source = "/proc/self/fd/" + namespace.number();
      mounts.change(
          "network namespace " + name, MountCalls.bind(source, file.toString(), NONE), Map.of());
      return true;
    } catch (IOException failure) {
      throw new EngineException(
          "network namespace " + name + ": " + file + ": " + IoReason.of(failure), failure);
    }
  }

  /** So many will be made: from now on they are, by another thread. */
  public void prepare(int count) {
    spare.prepare(count);
  }

  /** A descriptor of it; empty when there is none. */
  Optional<Descriptor> open(String project, String name) {
    Path file = mounts.seen(local(project, name));
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Descriptor found = Descriptor.open(file, 0);
    if (isNamespace(found)) {
      return Optional.of(found);
    }
    found.close(); // whoever made the file was killed before it mounted
    return Optional.empty();
  }

  /**
   * A descriptor of it.
   *
   * @throws EngineException when there is none
   */
  public Descriptor demand(String project, String name) {
    return open(project, name)
        .orElseThrow(
            () -> new EngineException(name + ": there is no network namespace of this name"));
  }

  /** The names of a project's namespaces. */
  public List<String> names(String project) {
    return list(folder.resolve(project));
  }

  /** Removes one, which lives on as long as a process or a descriptor is in it. */
  public void remove(String project, String name) {
    Path file = local(project, name);
    if (!Files.exists(file)) {
      return;
    }
    String subject = "network namespace " + name;
    try {
      while (open(project, name).map(NamespaceFiles::closed).isPresent()) {
        mounts.change(subject, MountCalls.unmount(file.toString(), DETACH), Map.of());
      }
      // this process began with a copy of all mounts that there were; what others have goes with
      // the file
      while (isMounted(file)) {
        HostMounts.OWN.change(subject, MountCalls.unmount(file.toString(), DETACH), Map.of());
      }
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.getParent());
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException others) {
      // they have more
    } catch (IOException failure) {
      throw new EngineException(subject + ": " + file + ": " + IoReason.of(failure), failure);
    }
  }

  private static boolean isMounted(Path file) {
    try (Descriptor descriptor = Descriptor.open(file, 0)) {
      return isNamespace(descriptor);
    }
  }

  private static boolean isNamespace(Descriptor descriptor) {
    return Kernel.call(Syscall.IOCTL, descriptor.number(), NS_GET_NSTYPE) == NETWORK;
  }

  private static boolean closed(Descriptor descriptor) {
    descriptor.close();
    return true;
  }

  private static List<String> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException failure) {
      throw new EngineException(folder + ": " + IoReason.of(failure), failure);
    }
  }

  @Override
  public void close() {
    spare.close();
  }
}
