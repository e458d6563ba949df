package jcompose.composer.load;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the values of a file are read against.
 *
 * @param directory the project's absolute folder
 * @param environment the user's environment over the .env files
 * @param reader reads the files that services name
 * @param problems takes what is wrong
 */
record Context(
    Path directory, Map<String, String> environment, SourceReader reader, Problems problems) {
  /** An image's name as it is, or the absolute path of its file or folder. */
  Optional<String> image(Attribute attribute, String text) {
    return text.matches("(?s)(~|\\.\\.?|)/.*")
        ? hostPath(attribute, text).map(Path::toString)
        : Optional.of(text);
  }

  /** An absolute path of the host; {@code ~} is the user's home. */
  Optional<Path> hostPath(Attribute attribute, String path) {
    if (path.indexOf('\0') >= 0) {
      attribute.problem("must not hold a NUL character");
      return Optional.empty();
    }
    if (!path.startsWith("~")) {
      return Optional.of(directory.resolve(path).normalize());
    }
    if (path.length() > 1 && path.charAt(1) != '/') {
      attribute.problem("'" + path + "': only '~/' is expanded, not other users' homes");
      return Optional.empty();
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.isEmpty()) {
      attribute.problem("'" + path + "': HOME is not set");
      return Optional.empty();
    }
    String below = path.length() > 2 ? path.substring(2) : "";
    return Optional.of(directory.resolve(home).resolve(below).normalize());
  }
}
