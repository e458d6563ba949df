package jcompose.composer.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A project's DNS server: one thread for all sockets of all services. The sockets are made by
 * others, in the services' network namespaces; questions for other names go out from the namespace
 * of the thread that makes the server.
 */
public final class DnsServer implements AutoCloseable {
  /** How long another server has to answer: a client asks again after 5 s. */
  public static final Duration TIMEOUT = Duration.ofMillis(1500);

  private static final long IDLE = TimeUnit.SECONDS.toNanos(30);
  private static final long SWEEP_MILLIS = 10_000;

  private final Selector selector;
  private final Forwarder forwarder;
  private final Resolving resolving;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<SocketAddress> own = ConcurrentHashMap.newKeySet();
  private final Map<String, List<SelectableChannel>> channels = new HashMap<>();
  private final Thread thread;
  private long swept = System.nanoTime();
  private volatile boolean closing;

  /**
   * A server that knows no names yet.
   *
   * @param host the servers that are asked for other names, for example {@link HostServers}
   * @param timeout how long each of them has
   */
  public DnsServer(Supplier<List<InetSocketAddress>> host, Duration timeout) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector for DNS", e);
    }
    forwarder = new Forwarder(selector, timeout, own::contains);
    resolving = new Resolving(forwarder, host);
    thread = new Thread(this::run, "dns");
    thread.setDaemon(true);
    thread.start();
  }

  /** Puts other names in place of those before, at once. */
  public void zone(Zone zone) {
    resolving.zone(zone);
  }

  /**
   * Where it is found what other projects have in networks that are shared.
   *
   * @param supplier the names by the networks' names on this machine, in lower case; asked for
   *     every question, by the server's thread
   */
  public void others(Supplier<Map<String, Zone.Names>> supplier) {
    resolving.others(supplier);
  }

  /**
   * Answers on sockets, which are closed with the server.
   *
   * @param id names them for {@link #remove}
   * @param asker who can reach them
   * @param udp a bound socket
   * @param tcp a bound socket
   */
  public void add(String id, Asker asker, DatagramChannel udp, ServerSocketChannel tcp) {
    try {
      udp.configureBlocking(false);
      tcp.configureBlocking(false);
      own.add(udp.getLocalAddress());
      own.add(tcp.getLocalAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("the sockets for " + id + " are closed", e);
    }
    onThread(
        () -> {
          register(id, udp, SelectionKey.OP_READ, new UdpListener(resolving, asker, udp));
          register(id, tcp, SelectionKey.OP_ACCEPT, new TcpListener(resolving, asker, tcp));
        });
  }

  /** Closes the sockets that were added under an id. */
  public void remove(String id) {
    onThread(
        () -> {
          List<SelectableChannel> removed = channels.remove(id);
          if (removed != null) {
            removed.forEach(Channels::close);
          }
        });
  }

  private void register(String id, SelectableChannel channel, int operations, Ready ready) {
    try {
      channel.register(selector, operations, ready);
      channels.computeIfAbsent(id, first -> new ArrayList<>()).add(channel);
    } catch (IOException e) {
      Channels.close(channel); // closed by others already
    }
  }

  private void onThread(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  private void run() {
    try {
      resolving.warmUp();
      long wait = SWEEP_MILLIS;
      while (!closing) {
        selector.select(wait);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        Set<SelectionKey> keys = selector.selectedKeys();
        for (SelectionKey key : List.copyOf(keys)) {
          serve(key);
        }
        keys.clear();
        long next = forwarder.expire(System.nanoTime());
        wait = next == 0 ? SWEEP_MILLIS : Math.min(next, SWEEP_MILLIS);
        sweep();
      }
    } catch (IOException | ClosedSelectorException e) {
      closing = true;
    } finally {
      forwarder.close();
      new HashSet<>(selector.keys()).forEach(key -> Channels.close(key.channel()));
      Channels.close(selector);
    }
  }

  private static void serve(SelectionKey key) {
    try {
      if (key.isValid() && key.attachment() instanceof Ready ready) {
        ready.ready(key);
      }
    } catch (IOException e) {
      if (!(key.attachment() instanceof UdpListener || key.attachment() instanceof TcpListener)) {
        Channels.close(key.channel()); // a client is gone; listeners stay
      }
    }
  }

  /** Closes connections on which nothing happens. */
  private void sweep() {
    long now = System.nanoTime();
    if (now - swept < IDLE) {
      return;
    }
    swept = now;
    for (SelectionKey key : List.copyOf(selector.keys())) {
      if (key.attachment() instanceof TcpConnection connection && now - connection.used() > IDLE) {
        Channels.close(key.channel());
      }
    }
  }

  /** Ends the thread and closes all sockets. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
