package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.engine.FileKind;

/**
 * Where a copy goes, by the rules of {@code docker cp}.
 *
 * @param folder the folder to write into
 * @param as the name there; empty when the content of a folder goes into it
 */
record CopyRules(String folder, String as) {
  /** What is known of the place to copy to. */
  record Destination(String path, Optional<FileKind> kind, boolean folderAbove) {}

  /**
   * Decides.
   *
   * @param source an absolute path; one that ends with {@code /.} means what is in the folder
   * @throws ComposerException when the two do not go together
   */
  static CopyRules of(String source, FileKind kind, Destination destination) {
    boolean folder = kind == FileKind.FOLDER;
    String to = destination.path();
    if (destination.kind().filter(FileKind.FOLDER::equals).isPresent()) {
      return new CopyRules(to, folder && meansContent(source) ? "" : name(source));
    }
    if (destination.kind().isPresent() && folder) {
      throw new ComposerException(
          source + " is a folder, and " + to + " is none: nothing is copied over it");
    }
    if (destination.kind().isEmpty() && !folder && meansFolder(to)) {
      throw new ComposerException(to + " is not there; make that folder first, or leave the slash");
    }
    String place = withoutEnd(to);
    if (!destination.folderAbove() || place.endsWith("/..")) {
      throw new ComposerException(to + " cannot be made: the folder that it is in is not there");
    }
    return new CopyRules(above(to), place.substring(place.lastIndexOf('/') + 1));
  }

  /** The folder that something at a path is in. */
  static String above(String path) {
    String place = withoutEnd(path);
    int slash = place.lastIndexOf('/');
    return slash <= 0 ? "/" : place.substring(0, slash);
  }

  /** What a path is called: its last part, or that of the folder which its dots lead to. */
  static String name(String path) {
    Path name = Path.of(path).normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  private static boolean meansContent(String path) {
    return path.endsWith("/.") || name(path).isEmpty();
  }

  /** Whether a path can only be a folder's. */
  static boolean meansFolder(String path) {
    return path.endsWith("/") || path.endsWith("/.");
  }

  /** Without slashes and dots at the end. */
  private static String withoutEnd(String path) {
    return path.replaceAll("(/\\.?)+$", "");
  }
}
