package jcompose.engine.log;

import java.util.Locale;

/** One of a container's two output streams. */
public enum LogStream {
  STDOUT,
  STDERR;

  /** The first part of its files' names. */
  String fileName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
