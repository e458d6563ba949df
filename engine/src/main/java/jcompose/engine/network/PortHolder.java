package jcompose.engine.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.spec.PublishedPort.Protocol;

/**
 * A process that holds a port.
 *
 * @param name as in /proc/PID/comm
 */
record PortHolder(String name, int pid) {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** Looks in the network namespace that the calling thread is in. */
  static Optional<PortHolder> find(Protocol protocol, int port) {
    Set<String> sockets = new HashSet<>();
    String name = protocol.name().toLowerCase(Locale.ROOT);
    for (String file : List.of(name, name + "6")) {
      for (String line : lines(PROC.resolve("thread-self/net").resolve(file))) {
        inode(line, protocol, port).ifPresent(inode -> sockets.add("socket:[" + inode + "]"));
      }
    }
    return sockets.isEmpty() ? Optional.empty() : holder(sockets);
  }

  /** The socket of a line of /proc/net/tcp and its like; empty when it is another port's. */
  static Optional<String> inode(String line, Protocol protocol, int port) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length <= INODE
        || !words[LOCAL].endsWith(String.format(Locale.ROOT, ":%04X", port))) {
      return Optional.empty();
    }
    return protocol == Protocol.UDP || words[STATE].equals(LISTENING)
        ? Optional.of(words[INODE])
        : Optional.empty();
  }

  private static Optional<PortHolder> holder(Set<String> sockets) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          List<String> name = lines(process.resolve("comm"));
          return Optional.of(
              new PortHolder(
                  name.isEmpty() ? "?" : name.get(0),
                  Integer.parseInt(process.getFileName().toString())));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path each : open) {
        if (sockets.contains(Files.readSymbolicLink(each).toString())) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException gone) {
      return false;
    }
    return false;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException gone) {
      return List.of();
    }
  }

  @Override
  public String toString() {
    return name + " (process " + pid + ")";
  }
}
