package jcompose.engine;

import java.net.InetSocketAddress;

/** A port of the host that nobody else can take until this is closed. */
public interface ReservedPort extends AutoCloseable {
  /** Its number, which the kernel chose if none was asked for. */
  int port();

  /**
   * Passes on, from now on, what comes to it and was not sent elsewhere by the kernel: all of it
   * where there are no rules, else what comes to ::1.
   */
  void leadTo(InetSocketAddress target);

  /** Gives it back; connections that there are go on. */
  @Override
  void close();
}
