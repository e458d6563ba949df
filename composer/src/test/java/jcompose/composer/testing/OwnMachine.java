package jcompose.composer.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import jcompose.engine.Networks;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.LinkSpec;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.Sandbox;

/**
 * A network namespace in which the command is run as if on a machine of its own (192.0.2.1,
 * 2001:db8::1), and on a cable, {@code up0}, another machine (192.0.2.9, 2001:db8::9). Nothing is
 * changed in the networks of the real one.
 */
public final class OwnMachine implements AutoCloseable {
  private static final String MACHINES = "machines";
  private static final String HOST = "host";
  private static final String OUTSIDE = "outside";

  private final Networks networks;

  /** Makes both. */
  public OwnMachine(Sandbox sandbox) {
    networks = Networks.open(sandbox.directories());
    networks.namespace(MACHINES, HOST);
    networks.namespace(MACHINES, OUTSIDE);
    networks.connect(
        new LinkSpec(
            MACHINES,
            end(HOST, "02:42:00:00:00:01", "192.0.2.1/24", "2001:db8::1/64"),
            end(OUTSIDE, "02:42:00:00:00:09", "192.0.2.9/24", "2001:db8::9/64")));
    // duplicates of these addresses are not looked for, so that they can be used at once
    run("sysctl", "-qw", "net.ipv4.ip_forward=0").checked();
  }

  private static LinkSpec.End end(String machine, String mac, String... addresses) {
    return new LinkSpec.End(
        machine,
        new EndpointSpec(
            "up0",
            mac,
            Arrays.stream(addresses).map(IpPrefix::parse).toList(),
            OptionalInt.empty(),
            List.of()));
  }

  /** The command on this machine. */
  public Jcompose jcompose(Jcompose there) {
    return there.through("nsenter", "--net=" + file(HOST));
  }

  /** Runs a program on it. */
  public Result run(String... command) {
    return in(HOST, command);
  }

  /** Runs a program on the other machine. */
  public Result outside(String... command) {
    return in(OUTSIDE, command);
  }

  /** Something that is opened on the other machine, for example a socket. */
  public <T> T openOutside(Callable<T> work) {
    return networks.inside(MACHINES, OUTSIDE, work);
  }

  /** Something that is opened on it. */
  public <T> T open(Callable<T> work) {
    return networks.inside(MACHINES, HOST, work);
  }

  private Result in(String machine, String... command) {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + file(machine)));
    all.addAll(List.of(command));
    return HostCommand.run(all.toArray(String[]::new));
  }

  private Path file(String machine) {
    return networks.namespace(MACHINES, machine);
  }

  @Override
  public void close() {
    networks.removeProject(MACHINES);
    networks.close();
  }
}
