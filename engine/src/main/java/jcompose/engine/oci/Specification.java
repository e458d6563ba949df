package jcompose.engine.oci;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The config.json that {@code spec} writes. */
public final class Specification {
  private Specification() {}

  /** A shell in a container with Docker's masked paths and few capabilities. */
  public static String text() {
    try (InputStream resource =
        Objects.requireNonNull(Specification.class.getResourceAsStream("config.json"))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
