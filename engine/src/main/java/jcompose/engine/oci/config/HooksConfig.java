package jcompose.engine.oci.config;

import java.util.List;
import java.util.OptionalInt;

/** The section {@code hooks}: programs that are run at stages of a container's life. */
public record HooksConfig(
    List<Hook> prestart,
    List<Hook> createRuntime,
    List<Hook> createContainer,
    List<Hook> startContainer,
    List<Hook> poststart,
    List<Hook> poststop) {
  /** None at any stage. */
  public static final HooksConfig NONE =
      new HooksConfig(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /**
   * One program.
   *
   * @param args its arguments, its own name first; the path alone when empty
   * @param env its whole environment
   * @param timeout in seconds
   */
  public record Hook(String path, List<String> args, List<String> env, OptionalInt timeout) {
    /** Copies the lists and checks path and time. */
    public Hook {
      args = List.copyOf(args);
      env = List.copyOf(env);
      Texts.requireAbsolute(path, "path");
      if (timeout.orElse(1) <= 0) {
        throw new IllegalArgumentException("timeout " + timeout.getAsInt() + " is not positive");
      }
    }
  }

  /** Copies the lists. */
  public HooksConfig {
    prestart = List.copyOf(prestart);
    createRuntime = List.copyOf(createRuntime);
    createContainer = List.copyOf(createContainer);
    startContainer = List.copyOf(startContainer);
    poststart = List.copyOf(poststart);
    poststop = List.copyOf(poststop);
  }
}
