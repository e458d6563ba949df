package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** What cannot be had of networks is told before anything starts, and leaves nothing. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class NetworkRefusalsIT {
  @Test
  void aSubnetThatAnotherProjectHas(Sandbox sandbox) {
    String fixed = "networks: {default: {ipam: {config: [{subnet: 10.78.1.0/24}]}}}\n";
    Jcompose shop = Jcompose.in(sandbox).box();
    shop.file("more.yaml", fixed).ok("-f", "compose.yaml", "-f", "more.yaml", "up", "-d");
    Jcompose other = Jcompose.in(sandbox, "other").box();
    other.file("more.yaml", fixed.replace("/24", "/25"));
    Result result = other.run("-f", "compose.yaml", "-f", "more.yaml", "up", "-d");
    assertEquals(1, result.exit());
    assertEquals(
        "more.yaml:1:47: networks.default.ipam: 10.78.1.0/25 clashes with 10.78.1.0/24, network"
            + " shop_default; choose another subnet, or leave it out to have one chosen\n",
        withoutProgress(result.err()));
    assertEquals("", other.ok("ps", "-aq"));
    other.ok("up", "-d");
    other.ok("down");
    shop.ok("down");
  }

  @Test
  @RequiresCommand("setpriv")
  void aMachineThatMakesNoNetworks(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).box();
    Result result = withoutNetAdmin(jcompose, "up", "-d");
    assertEquals(1, result.exit(), result.err());
    String message = withoutProgress(result.err());
    assertTrue(message.startsWith("jcompose: network shop_default: NEWLINK "), message);
    assertTrue(message.contains("EPERM"), message);
    assertTrue(message.endsWith(": CAP_NET_ADMIN is missing; run as root\n"), message);
    assertEquals("", jcompose.ok("ps", "-aq"));
    jcompose.box("network_mode: none");
    assertEquals(0, withoutNetAdmin(jcompose, "up", "-d").exit());
    assertEquals(0, withoutNetAdmin(jcompose, "down").exit());
  }

  private static Result withoutNetAdmin(Jcompose jcompose, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of("setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"));
    command.addAll(jcompose.command(args));
    return HostCommand.run(jcompose.sandbox().environment(), jcompose.folder(), command);
  }

  @Test
  void aUserNamespaceOfItsOwnInNetworksOfItsOwn(Sandbox sandbox) {
    String users = "namespaces: {user: {uid: '0:100000:65536', gid: '0:100000:65536'}}";
    Jcompose jcompose = Jcompose.in(sandbox).box(users, "ports: ['127.0.0.1::80']");
    Result result = jcompose.run("up", "-d");
    assertEquals(1, result.exit());
    assertTrue(
        result
            .err()
            .contains(
                "services.box.namespaces.user: whose root has no rights over the networks that are"
                    + " made for it; leave out 'networks' and 'ports', or the user namespace"),
        result.err());
    assertEquals("", jcompose.ok("ps", "-aq"));
  }

  @Test
  void whatTheFileFixesAndCannotBe(Sandbox sandbox) {
    String fixed = "networks: {default: {ipam: {config: [{subnet: 10.79.1.0/24}]}}}\n";
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("net.yaml", fixed);
    refused(
        jcompose,
        "networks: {default: {ipv4_address: 10.79.2.9}}",
        "compose.yaml:4:16: services.one.networks.default: 10.79.2.9 is not within 10.79.1.0/24,"
            + " the subnet of network 'default'\n");
    refused(
        jcompose,
        "networks: {default: {ipv4_address: 10.79.1.9}}",
        "compose.yaml:7:16: services.two.networks.default: 10.79.1.9 is taken already, at"
            + " compose.yaml:4:16\n");
    refused(jcompose, "networks: [elsewhere]", "'elsewhere'");
  }

  /** Two services with the same attribute. */
  private static void refused(Jcompose jcompose, String attribute, String message) {
    String service = ":\n    rootfs: ../rootfs\n    " + attribute + "\n";
    jcompose.file("compose.yaml", "services:\n  one" + service + "  two" + service);
    Result result = jcompose.run("-f", "compose.yaml", "-f", "net.yaml", "up", "-d");
    assertEquals(1, result.exit());
    assertTrue(result.err().contains(message), result.err());
    assertEquals("", jcompose.ok("ps", "-aq"));
  }

  @Test
  void withoutNftItIsToldWhatIsDifferent(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox).box().withVariables(java.util.Map.of("JCOMPOSE_NFT", "none"));
    Result up = jcompose.run("up", "-d");
    assertEquals(0, up.exit(), up.err());
    String message =
        "networks: nft is not used, as JCOMPOSE_NFT says: published ports are passed on by this"
            + " program, networks are not kept apart, and other machines are reached only where"
            + " somebody else's rules masquerade\n";
    assertTrue(up.err().contains(message), up.err());
    jcompose.ok("down");
  }

  private static String withoutProgress(String err) {
    StringBuilder left = new StringBuilder();
    err.lines()
        .filter(line -> !line.startsWith(" ") && !line.contains(" was off, and is on now"))
        .forEach(line -> left.append(line).append('\n'));
    return left.toString();
  }
}
