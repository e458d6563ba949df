package jcompose.engine.launch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The running kernel's version. */
public record KernelVersion(int major, int minor) {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  /** Reads the version that the JVM knows. */
  public static KernelVersion current() {
    Matcher matcher = VERSION.matcher(System.getProperty("os.version", ""));
    return matcher.matches()
        ? new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new KernelVersion(0, 0);
  }

  /** Whether this is that version or a newer one. */
  public boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }
}
