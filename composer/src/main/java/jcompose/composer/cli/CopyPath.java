package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One end of a copy.
 *
 * @param service whose container it is in; empty for the user's own files
 * @param path as it was given; in a container from its root, {@code -} for a standard stream
 */
record CopyPath(Optional<String> service, String path) {
  /**
   * What a word of the command line means: {@code SERVICE:PATH}, unless it begins with a slash or a
   * dot, as Docker Compose takes it.
   */
  static CopyPath of(String word) {
    int colon = word.indexOf(':');
    if (colon <= 0 || word.startsWith("/") || word.startsWith(".")) {
      return new CopyPath(Optional.empty(), word);
    }
    return new CopyPath(Optional.of(word.substring(0, colon)), word.substring(colon + 1));
  }

  boolean isStream() {
    return service.isEmpty() && path.equals("-");
  }

  /** From the root, with what its end means kept. */
  String absolute(Path workingDirectory) {
    if (path.startsWith("/")) {
      return path;
    }
    return service.isPresent() ? "/" + path : workingDirectory + "/" + path;
  }
}
