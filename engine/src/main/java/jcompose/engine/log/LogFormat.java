package jcompose.engine.log;

import java.util.function.Function;

/**
 * What stands in front of a copied line.
 *
 * @param prefix of a container id, for example {@code "web-1 | "}, colours included
 * @param timestamps whether the time follows the prefix, in UTC as {@code
 *     2026-01-02T03:04:05.678901234Z}
 */
public record LogFormat(Function<String, String> prefix, boolean timestamps) {
  /** Nothing but the line. */
  public static final LogFormat PLAIN = new LogFormat(id -> "", false);
}
