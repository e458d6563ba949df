package jcompose.composer.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jcompose.composer.model.IpAddress;

/** The host's resolvers, from its /etc/resolv.conf, which is read again when it has changed. */
public final class HostServers implements Supplier<List<InetSocketAddress>> {
  private static final int PORT = 53;
  private static final long LOOKS_AGAIN_AFTER = TimeUnit.SECONDS.toNanos(1);

  private final Path file;
  private List<InetSocketAddress> servers = List.of();
  private FileTime changed = FileTime.fromMillis(0);
  private long looked = System.nanoTime() - LOOKS_AGAIN_AFTER;

  /** Of a file such as {@code /etc/resolv.conf}. */
  public HostServers(Path file) {
    this.file = file;
  }

  @Override
  public synchronized List<InetSocketAddress> get() {
    long now = System.nanoTime();
    if (now - looked >= LOOKS_AGAIN_AFTER) {
      looked = now;
      try {
        FileTime time = Files.getLastModifiedTime(file);
        if (!time.equals(changed)) {
          changed = time;
          servers = parse(Files.readString(file));
        }
      } catch (IOException e) {
        servers = List.of(); // without the file there is no server to ask
      }
    }
    return servers;
  }

  /** The servers of a resolv.conf(5). */
  static List<InetSocketAddress> parse(String text) {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().split("[ \t]+", -1);
      if (words.length >= 2 && words[0].equals("nameserver")) {
        String address = words[1].split("%", 2)[0];
        if (IpAddress.parse(address).isPresent()) {
          servers.add(socket(words[1], PORT));
        }
      }
    }
    return servers;
  }

  /** The socket of a numeric address. */
  static InetSocketAddress socket(String address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + address + "' is not an IP address", e);
    }
  }
}
