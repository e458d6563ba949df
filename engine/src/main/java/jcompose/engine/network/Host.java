package jcompose.engine.network;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.NetlinkSocket;

/**
 * The network namespace in which bridges are, and through which containers reach other machines.
 */
public final class Host implements AutoCloseable {
  private final NamespaceThread thread = new NamespaceThread();
  private final Descriptor namespace;
  private final boolean own;

  private Host(Descriptor namespace, boolean own) {
    this.namespace = namespace;
    this.own = own;
  }

  /** This process's own. */
  public static Host own() {
    return new Host(NamespaceThread.own(), true);
  }

  /** That which a file stands for. */
  public static Host of(Path file) {
    return new Host(Descriptor.open(file, 0).aboveStreams(), false);
  }

  /** The thread that goes into namespaces. */
  public NamespaceThread thread() {
    return thread;
  }

  Descriptor namespace() {
    return namespace;
  }

  Netlink netlink() {
    return own ? new Netlink(NetlinkSocket.open()) : thread.netlink(namespace);
  }

  /** Something that is opened or done there. It must not wait, nor start threads. */
  public <T> T inside(Callable<T> work) {
    return own ? NamespaceThread.call(work) : thread.in(namespace, work);
  }

  @Override
  public void close() {
    thread.close();
    namespace.close();
  }
}
