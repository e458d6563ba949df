package jcompose.composer.load;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the files of one project, or of one that is included, have in common.
 *
 * @param directory the absolute folder that their paths start from
 * @param environment what their variables are looked up in
 * @param interpolates whether variables are put in at all
 */
record Scope(Path directory, Map<String, String> environment, boolean interpolates) {
  Scope in(Path other) {
    return new Scope(other, environment, interpolates);
  }

  Scope with(Map<String, String> other) {
    return new Scope(directory, other, interpolates);
  }

  /** A path of one of the files, made absolute. */
  Path resolve(String path) {
    String home = environment.getOrDefault("HOME", "");
    boolean ofHome = (path.equals("~") || path.startsWith("~/")) && !home.isEmpty();
    String expanded = ofHome ? home + path.substring(1) : path;
    return directory.resolve(expanded).normalize();
  }
}
