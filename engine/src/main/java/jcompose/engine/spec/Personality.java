package jcompose.engine.spec;

import java.util.List;

/**
 * An execution domain: personality(2).
 *
 * @param domain {@code LINUX} or {@code LINUX32}
 * @param flags for example {@code ADDR_NO_RANDOMIZE}
 */
public record Personality(String domain, List<String> flags) {
  private static final List<String> FLAGS =
      List.of(
          "UNAME26",
          "ADDR_NO_RANDOMIZE",
          "FDPIC_FUNCPTRS",
          "MMAP_PAGE_ZERO",
          "ADDR_COMPAT_LAYOUT",
          "READ_IMPLIES_EXEC",
          "ADDR_LIMIT_32BIT",
          "SHORT_INODE",
          "WHOLE_SECONDS",
          "STICKY_TIMEOUTS",
          "ADDR_LIMIT_3GB");
  private static final int FIRST_FLAG = 0x0020000;

  /** Checks the words. */
  public Personality {
    flags = List.copyOf(flags);
    if (!domain.equals("LINUX") && !domain.equals("LINUX32")) {
      throw new IllegalArgumentException(
          "personality '" + domain + "' is not one of LINUX, LINUX32");
    }
    for (String flag : flags) {
      if (!FLAGS.contains(flag)) {
        throw new IllegalArgumentException(
            "unknown personality flag '" + flag + "'; there are " + String.join(", ", FLAGS));
      }
    }
  }

  /** The kernel's number: include/uapi/linux/personality.h. */
  public int number() {
    int number = domain.equals("LINUX32") ? 8 : 0;
    for (String flag : flags) {
      number |= FIRST_FLAG << FLAGS.indexOf(flag);
    }
    return number;
  }
}
