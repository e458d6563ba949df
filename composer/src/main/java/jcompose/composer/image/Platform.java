package jcompose.composer.image;

/**
 * An operating system and architecture as image indexes name them.
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code amd64}
 * @param variant for example {@code v7}, else empty
 */
public record Platform(String os, String architecture, String variant) {
  /**
   * The one that a text such as {@code linux/arm64/v8} or {@code linux/x86_64} means.
   *
   * @throws IllegalArgumentException when it has fewer than two or more than three parts
   */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException(
          "platform '" + text + "' is not OS/ARCHITECTURE[/VARIANT]");
    }
    return new Platform(parts[0], architecture(parts[1]), parts.length == 2 ? "" : parts[2]);
  }

  /** One whose parts are known, under the names that Go has for them. */
  static Platform of(String os, String architecture, String variant) {
    return new Platform(os, architecture(architecture), variant);
  }

  /** Whether it is this one, as far as an image tells. */
  public boolean matches(String otherOs, String otherArchitecture) {
    return os.equals(otherOs) && architecture.equals(architecture(otherArchitecture));
  }

  private static String architecture(String name) {
    return switch (name) {
      case "x86_64", "x86-64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  /** This machine's. */
  public static Platform current() {
    return new Platform("linux", architecture(System.getProperty("os.arch", "")), "");
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
