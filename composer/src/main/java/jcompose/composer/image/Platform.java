package jcompose.composer.image;

/**
 * An operating system and architecture as image indexes name them.
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code amd64}
 * @param variant for example {@code v7}, else empty
 */
public record Platform(String os, String architecture, String variant) {
  /** This machine's. */
  public static Platform current() {
    String name = System.getProperty("os.arch", "");
    String architecture =
        switch (name) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> name;
        };
    return new Platform("linux", architecture, "");
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
