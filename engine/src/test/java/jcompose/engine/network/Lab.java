package jcompose.engine.network;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.Networks;
import jcompose.engine.spec.AttachmentSpec;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.EndpointSpec.Gateway;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.LinkSpec;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;
import jcompose.engine.spec.NetworkSpec.Subnet;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.Sandbox;

/**
 * A machine of the test's own: a network namespace that plays the host (192.0.2.1, 2001:db8::1),
 * and on a cable another machine (192.0.2.9, 2001:db8::9). Nothing is changed on the real host.
 */
final class Lab implements AutoCloseable {
  static final String PROJECT = "demo";
  private static final String MACHINES = "machines";

  final Networks networks;
  final Sandbox sandbox;
  private final Networks outer;
  private final List<Greeter> opened = new ArrayList<>();

  Lab(Sandbox sandbox) {
    this.sandbox = sandbox;
    outer = Networks.open(sandbox.directories());
    outer.namespace(MACHINES, "host");
    outer.namespace(MACHINES, "outside");
    outer.connect(
        new LinkSpec(
            MACHINES,
            new LinkSpec.End("host", endpoint("up0", 1, "192.0.2.1/24", "2001:db8::1/64")),
            new LinkSpec.End("outside", endpoint("up0", 9, "192.0.2.9/24", "2001:db8::9/64"))));
    networks = Networks.open(sandbox.directories(), host());
  }

  /** The file of the namespace that plays the host. */
  Path host() {
    return outer.namespace(MACHINES, "host");
  }

  /** The file of the other machine's. */
  Path outside() {
    return outer.namespace(MACHINES, "outside");
  }

  /** A bridge network with the first address of each subnet as its gateway. */
  static NetworkSpec network(String name, String... subnets) {
    return network(name, false, subnets);
  }

  static NetworkSpec network(String name, boolean internal, String... subnets) {
    return new NetworkSpec(
        PROJECT,
        PROJECT + "_" + name,
        Driver.BRIDGE,
        Optional.empty(),
        Arrays.stream(subnets).map(Lab::subnet).toList(),
        OptionalInt.empty(),
        internal);
  }

  private static Subnet subnet(String text) {
    IpPrefix network = IpPrefix.parse(text);
    byte[] gateway = network.address().getAddress();
    gateway[gateway.length - 1] |= 1;
    try {
      return new Subnet(network, Optional.of(InetAddress.getByAddress(gateway)));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A link with a hardware address of that number, without a way out. */
  static EndpointSpec endpoint(String link, int number, String... addresses) {
    return new EndpointSpec(
        link,
        mac(number),
        Arrays.stream(addresses).map(IpPrefix::parse).toList(),
        OptionalInt.empty(),
        List.of());
  }

  static String mac(int number) {
    return "02:42:00:00:00:" + java.util.HexFormat.of().toHexDigits((byte) number);
  }

  /** A place in a network whose gateways are its ways out, with this metric. */
  static AttachmentSpec in(
      NetworkSpec network, String link, int number, int metric, String... addresses) {
    EndpointSpec plain = endpoint(link, number, addresses);
    List<Gateway> gateways =
        network.internal()
            ? List.of()
            : network.subnets().stream()
                .flatMap(subnet -> subnet.gateway().stream())
                .filter(address -> plain.hasV6() || address instanceof Inet4Address)
                .map(address -> new Gateway(address, metric))
                .toList();
    return new AttachmentSpec(
        network, new EndpointSpec(link, plain.mac(), plain.addresses(), plain.mtu(), gateways));
  }

  /** Makes a namespace of the project with these places. */
  Path join(String name, AttachmentSpec... places) {
    Path file = networks.namespace(PROJECT, name);
    networks.attach(PROJECT, name, List.of(places));
    return file;
  }

  /** Runs a program in a network namespace. */
  static HostCommand.Result run(Path namespace, String... command) {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + namespace));
    all.addAll(List.of(command));
    return HostCommand.run(all.toArray(String[]::new));
  }

  /** What a server says to busybox's nc; empty when there is no answer. */
  static String ask(Path from, String address, int port) {
    return run(from, "busybox", "nc", "-w", "1", address, Integer.toString(port)).out().strip();
  }

  /** Whether one packet and its answer get through. */
  static boolean pings(Path from, String address) {
    return run(from, "busybox", "ping", "-c", "1", "-W", "1", address).exit() == 0;
  }

  /** A server in a namespace of the project that says its name and who asks. */
  Greeter serve(String namespace, int port) {
    return keep(
        Greeter.start(namespace, port, (name, work) -> networks.inside(PROJECT, name, work)));
  }

  /** The same on the other machine. */
  Greeter serveOutside(int port) {
    return keep(Greeter.start("outside", port, (name, work) -> outer.inside(MACHINES, name, work)));
  }

  /** The same on the host. */
  Greeter serveOnHost(InetSocketAddress address) {
    return keep(Greeter.start("host", address, (name, work) -> networks.onHost(work)));
  }

  private Greeter keep(Greeter greeter) {
    opened.add(greeter);
    return greeter;
  }

  @Override
  public void close() {
    opened.forEach(Greeter::close);
    networks.removeProject(PROJECT);
    networks.close();
    outer.removeProject(MACHINES);
    outer.close();
  }
}
