package jcompose.engine.oci.config;

import java.util.List;
import jcompose.engine.spec.CpuList;

/** Checks that several records share; what they throw is told with the place in the JSON. */
final class Texts {
  private static final long MOST_ID = 0xffffffffL;

  private Texts() {}

  static void require(String text, String property) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(property + " '" + text + "' must be a text without NUL");
    }
  }

  static void requireAbsolute(String path, String property) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(property + " '" + path + "' is not an absolute path");
    }
  }

  static void requireOneOf(String text, String property, List<String> allowed) {
    if (!allowed.contains(text)) {
      throw new IllegalArgumentException(
          property + " '" + text + "' is not one of " + String.join(", ", allowed));
    }
  }

  static void requireCpus(String list, String property) {
    try {
      CpuList.parse(list).words();
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException(property + " " + none.getMessage(), none);
    }
  }

  static void requireId(long id, String property) {
    if (id < 0 || id > MOST_ID) {
      throw new IllegalArgumentException(
          property + " " + id + " is not a number from 0 to " + MOST_ID);
    }
  }
}
