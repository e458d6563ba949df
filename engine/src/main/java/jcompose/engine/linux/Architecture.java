package jcompose.engine.linux;

/** A processor architecture that the engine has machine code for. */
public enum Architecture {
  X86_64("amd64"),
  AARCH64("arm64");

  private final String ociName;

  Architecture(String ociName) {
    this.ociName = ociName;
  }

  /** The name that image indexes use, as in Go's GOARCH. */
  public String ociName() {
    return ociName;
  }

  /**
   * The architecture of this machine.
   *
   * @throws IllegalStateException on any other architecture
   */
  public static Architecture current() {
    String name = System.getProperty("os.arch", "");
    return switch (name) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default ->
          throw new IllegalStateException(
              "processor architecture " + name + " is not supported, only x86-64 and aarch64 are");
    };
  }
}
