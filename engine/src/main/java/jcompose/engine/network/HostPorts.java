package jcompose.engine.network;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.ReservedPort;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.PublishedPort.Protocol;
import org.jspecify.annotations.Nullable;

/** HostPorts of the host: held by sockets, and passed on where the kernel does not. */
public final class HostPorts implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final Host host;
  private final ProxyLoop loop = new ProxyLoop();

  /** Those of one host. */
  public HostPorts(Host host) {
    this.host = host;
  }

  /**
   * Takes a port.
   *
   * @param address of the host; empty for all of both families, {@code 0.0.0.0} for all of IPv4,
   *     {@code ::} for all of IPv6: nobody else can have the port of IPv4 then, which stays silent
   * @param port 0 for any that is free
   * @throws EngineException naming the process that has it
   */
  public ReservedPort reserve(Protocol protocol, Optional<InetAddress> address, int port) {
    return protocol == Protocol.TCP ? tcp(address, port) : udp(address, port);
  }

  private ReservedPort tcp(Optional<InetAddress> address, int port) {
    return host.inside(
        () -> {
          ServerSocketChannel server =
              isV4(address)
                  ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                  : ServerSocketChannel.open();
          try {
            server.bind(socketAddress(address, port), BACKLOG);
            server.configureBlocking(false);
            return new Held(
                server,
                ((InetSocketAddress) server.getLocalAddress()).getPort(),
                isAllOfV6(address));
          } catch (IOException failure) {
            server.close();
            throw refused(Protocol.TCP, address, port, failure);
          }
        });
  }

  private ReservedPort udp(Optional<InetAddress> address, int port) {
    return host.inside(
        () -> {
          DatagramChannel channel =
              isV4(address)
                  ? DatagramChannel.open(StandardProtocolFamily.INET)
                  : DatagramChannel.open();
          try {
            channel.bind(socketAddress(address, port));
            channel.configureBlocking(false);
            return new Held(
                channel,
                ((InetSocketAddress) channel.getLocalAddress()).getPort(),
                isAllOfV6(address));
          } catch (IOException failure) {
            channel.close();
            throw refused(Protocol.UDP, address, port, failure);
          }
        });
  }

  private static boolean isV4(Optional<InetAddress> address) {
    return address.filter(Inet4Address.class::isInstance).isPresent();
  }

  /** Whether somebody came over IPv6. */
  static boolean isOfV6(SocketAddress caller) {
    return caller instanceof InetSocketAddress from && from.getAddress() instanceof Inet6Address;
  }

  private static boolean isAllOfV6(Optional<InetAddress> address) {
    return address.filter(InetAddress::isAnyLocalAddress).isPresent() && !isV4(address);
  }

  private static InetSocketAddress socketAddress(Optional<InetAddress> address, int port) {
    return address
        .map(each -> new InetSocketAddress(each, port))
        .orElseGet(() -> new InetSocketAddress(port));
  }

  /** Called on a thread that is in the host's network namespace. */
  private static EngineException refused(
      Protocol protocol, Optional<InetAddress> address, int port, IOException failure) {
    String subject =
        "port "
            + port
            + "/"
            + protocol.name().toLowerCase(Locale.ROOT)
            + address.map(each -> " on " + IpPrefix.text(each)).orElse("");
    String words = String.valueOf(failure.getMessage());
    if (!(failure instanceof BindException)) {
      return new EngineException(subject + ": " + words, failure);
    }
    if (words.contains("assign")) {
      return new EngineException(
          subject + ": the host has no such address; choose one that 'ip address' shows", failure);
    }
    if (words.contains("ermission")) {
      return new EngineException(
          subject + ": " + words + ": ports below 1024 need CAP_NET_BIND_SERVICE", failure);
    }
    String holder =
        PortHolder.find(protocol, port)
            .map(PortHolder::toString)
            .orElse("a process that this one cannot see");
    return new EngineException(
        subject + " is taken by " + holder + "; stop it, or publish another port", failure);
  }

  /** A port with its socket. */
  private final class Held implements ReservedPort {
    private final SelectableChannel channel;
    private final int number;
    private final boolean v6;
    private ProxyLoop.@Nullable Handler handler;

    Held(SelectableChannel channel, int number, boolean v6) {
      this.channel = channel;
      this.number = number;
      this.v6 = v6;
    }

    @Override
    public int port() {
      return number;
    }

    @Override
    public synchronized void leadTo(InetSocketAddress target) {
      if (handler instanceof TcpPort tcp) {
        tcp.leadTo(target);
      } else if (handler instanceof UdpPort udp) {
        udp.leadTo(target);
      } else if (channel instanceof ServerSocketChannel server) {
        handler = start(new TcpPort(host, server, target, v6), SelectionKey.OP_ACCEPT);
      } else {
        handler =
            start(new UdpPort(host, (DatagramChannel) channel, target, v6), SelectionKey.OP_READ);
      }
    }

    private ProxyLoop.Handler start(ProxyLoop.Handler made, int interest) {
      loop.register(channel, interest, made);
      return made;
    }

    @Override
    public void close() {
      try {
        loop.release(channel);
      } catch (IOException failure) {
        throw new EngineException("port " + number + ": " + failure.getMessage(), failure);
      }
    }
  }

  /** Ends all connections that are passed on; ports that are reserved stay so. */
  @Override
  public void close() {
    loop.close();
  }
}
