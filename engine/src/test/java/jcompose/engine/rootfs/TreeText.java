package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.TestArchive;

/**
 * A tree as lines that tests compare: {@code f644 etc/name 'content'}, {@code d755 etc}, {@code
 * l777 bin -> usr/bin}, {@code c666 null 1:3}; an owner that is not root, a number of hard links
 * that is not 1, and extended attributes follow. Bytes of names are percent-encoded where a URI
 * wants it.
 *
 * <p>Looks with the JDK and getfattr(1) and not with what is tested.
 */
final class TreeText {
  private static final int SHOWN_CONTENT = 64;

  private TreeText() {}

  /** Everything below a folder, and the folder itself when it is not root's with the mode 755. */
  static List<String> of(Path folder) throws IOException {
    Map<String, String> attributes = attributes(folder);
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = name(folder, file);
        String line = line(file, name) + attributes.getOrDefault(name, "");
        if (!line.equals("d755 .")) {
          lines.add(line);
        }
      }
    }
    Collections.sort(lines);
    return lines;
  }

  private static String line(Path file, String name) throws IOException {
    Map<String, Object> status = status(file);
    int mode = (int) number(status, "mode");
    String owner = number(status, "uid") + ":" + number(status, "gid");
    boolean folder = (mode & 0170000) == 0040000;
    return type(mode)
        + Integer.toOctalString(mode & 07777)
        + " "
        + name
        + detail(file, mode, number(status, "rdev"))
        + (owner.equals("0:0") ? "" : " of " + owner)
        + (folder || number(status, "nlink") == 1 ? "" : " links " + status.get("nlink"));
  }

  /** Everything that stat(2) tells but the time of last access. */
  static Map<String, Object> status(Path file) throws IOException {
    return Files.readAttributes(
        file,
        "unix:mode,uid,gid,rdev,nlink,ino,size,lastModifiedTime,ctime",
        LinkOption.NOFOLLOW_LINKS);
  }

  /** The JDK gives ids and device numbers as signed numbers, which they are not. */
  private static long number(Map<String, Object> status, String key) {
    Object value = Objects.requireNonNull(status.get(key), key);
    return value instanceof Integer small
        ? Integer.toUnsignedLong(small)
        : ((Number) value).longValue();
  }

  private static String type(int mode) {
    return switch (mode & 0170000) {
      case 0040000 -> "d";
      case 0100000 -> "f";
      case 0120000 -> "l";
      case 0020000 -> "c";
      case 0060000 -> "b";
      case 0010000 -> "p";
      default -> "?";
    };
  }

  private static String detail(Path file, int mode, long device) throws IOException {
    return switch (type(mode)) {
      case "f" -> " " + content(file);
      case "l" -> " -> " + Files.readSymbolicLink(file);
      case "c", "b" ->
          " " + ((device >>> 8) & 0xfff) + ":" + ((device & 0xff) | ((device >>> 12) & 0xfff00));
      default -> "";
    };
  }

  private static String content(Path file) throws IOException {
    long size = Files.size(file);
    if (size > 1 << 24) {
      return size + " bytes";
    }
    byte[] content = Files.readAllBytes(file);
    return size <= SHOWN_CONTENT
        ? "'" + new String(content, StandardCharsets.ISO_8859_1) + "'"
        : size + " bytes " + TestArchive.digest(content).substring(7, 19);
  }

  private static String name(Path folder, Path file) {
    String base = folder.toUri().getRawPath().replaceAll("/$", "");
    String name = file.toUri().getRawPath().replaceAll("/$", "").substring(base.length());
    return name.isEmpty() ? "." : name.substring(1);
  }

  /** By name: {@code key="value" key="value"}, for those that have any. */
  static Map<String, String> attributes(Path folder) {
    String told =
        HostCommand.run(
                "getfattr", "-R", "-P", "-h", "-d", "-m", "-", "--absolute-names", "" + folder)
            .checked();
    Map<String, String> attributes = new TreeMap<>();
    String name = "";
    for (String line : told.split("\n", -1)) {
      if (line.startsWith("# file: ")) {
        String path = line.substring("# file: ".length());
        name =
            path.equals(folder.toString()) ? "." : path.substring(folder.toString().length() + 1);
      } else if (!line.isEmpty()) {
        attributes.merge(name, " " + line, String::concat);
      }
    }
    return attributes;
  }
}
