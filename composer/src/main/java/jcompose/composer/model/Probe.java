package jcompose.composer.model;

/** A look at a container from outside, which needs no program in its image. */
public sealed interface Probe {
  /**
   * Succeeds when something in the container's network takes a connection.
   *
   * @param port 1 to 65535, over TCP
   */
  record Tcp(int port) implements Probe {}

  /**
   * Succeeds when something in the container's network answers a GET.
   *
   * @param path with a query perhaps, begins with {@code /}
   * @param port 1 to 65535
   * @param status the answer's that counts as success; 0 for any of 200 to 399
   */
  record Http(String path, int port, int status) implements Probe {}

  /**
   * Succeeds, for good, when a line of this run's output matches.
   *
   * @param regex a {@link java.util.regex.Pattern}, which is found anywhere in the line
   */
  record Log(String regex) implements Probe {}

  /**
   * Succeeds while there is such a file, of any kind.
   *
   * @param path absolute, as the container sees it
   */
  record File(String path) implements Probe {}
}
