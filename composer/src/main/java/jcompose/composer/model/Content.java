package jcompose.composer.model;

import java.nio.file.Path;

/** What a config or secret holds. */
public sealed interface Content {
  /**
   * A file of the host.
   *
   * @param file its absolute path
   */
  record OfFile(Path file) implements Content {}

  /**
   * A text that stands in the Compose file, or of a variable for a config.
   *
   * @param text as it is
   */
  record Text(String text) implements Content {}

  /**
   * The value of a variable of the user's environment, which is no part of the project, so that it
   * is not kept with it.
   *
   * @param name the variable's
   */
  record OfVariable(String name) implements Content {}

  /**
   * Nothing that could be had here.
   *
   * @param reason what is told when a service uses it
   * @param position what it is told of
   */
  record Unavailable(String reason, Position position) implements Content {}
}
