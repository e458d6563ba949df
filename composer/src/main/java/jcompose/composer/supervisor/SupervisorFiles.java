package jcompose.composer.supervisor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jcompose.composer.ComposerException;
import jcompose.engine.EngineDirectories;

/**
 * Where a project's supervisor is found.
 *
 * @param directories the engine's
 * @param project the project's name
 */
record SupervisorFiles(EngineDirectories directories, String project) {
  // struct sockaddr_un's path, with its closing zero: unix(7).
  private static final int LONGEST_SOCKET_PATH = 107;

  Path directory() {
    return directories.run().resolve("projects").resolve(project);
  }

  /** The socket that commands connect to. */
  Path socket() {
    Path socket = directory().resolve("sock");
    if (socket.toString().getBytes(StandardCharsets.UTF_8).length + 4 > LONGEST_SOCKET_PATH) {
      throw new ComposerException(
          socket
              + ": too long for a socket's path, at most "
              + (LONGEST_SOCKET_PATH - 4)
              + " bytes; choose a shorter JCOMPOSE_RUN");
    }
    return socket;
  }

  /** Where the socket is made before it is renamed, so that it accepts once it is seen. */
  Path unfinishedSocket() {
    return directory().resolve("sock.new");
  }

  /** Held by the supervisor for its life. Lock files are never removed. */
  Path lock() {
    return directories.run().resolve("locks").resolve(project + ".supervisor");
  }

  /** Held by a command while it starts the supervisor, and by the supervisor while it cleans up. */
  Path startLock() {
    return directories.run().resolve("locks").resolve(project + ".start");
  }

  /** What the supervisor prints; with the run folder, so that it goes with a boot. */
  Path log() {
    return directory().resolve("supervisor.log");
  }
}
