package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.spec.AttachmentSpec;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.EndpointSpec.Gateway;
import jcompose.engine.spec.IpPrefix;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;
import jcompose.engine.spec.NetworkSpec.Subnet;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.Test;

/** Containers in namespaces that the engine has furnished. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ContainerNetworkIT {
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          "demo",
          "demo_default",
          Driver.BRIDGE,
          Optional.empty(),
          List.of(
              new Subnet(
                  IpPrefix.parse("10.77.0.0/24"), Optional.of(IpPrefix.address("10.77.0.1")))),
          OptionalInt.empty(),
          false);

  private static AttachmentSpec place(int number) {
    return new AttachmentSpec(
        NETWORK,
        new EndpointSpec(
            "eth0",
            "02:42:0a:4d:00:0" + number,
            List.of(IpPrefix.parse("10.77.0." + number + "/24")),
            OptionalInt.empty(),
            List.of(new Gateway(IpPrefix.address("10.77.0.1"), 0))));
  }

  /** The first instruction finds the address, the one after a restart the same link. */
  @Test
  void aContainerHasItsLinksFromBeginningToEndAndAfterARestart(Sandbox sandbox) {
    try (Networks outer = Networks.open(sandbox.directories());
        Networks networks =
            Networks.open(sandbox.directories(), outer.namespace("machines", "host"));
        EngineFixture engine = new EngineFixture(sandbox)) {
      networks.create(NETWORK);
      Path web = networks.namespace("demo", "web-1");
      networks.attach("demo", "web-1", List.of(place(2)));
      Path other = networks.namespace("demo", "other-1");
      networks.attach("demo", "other-1", List.of(place(3)));
      String first = look(engine, web);
      assertTrue(first.contains("10.77.0.2/24"), first);
      assertTrue(first.contains("02:42:0a:4d:00:02"), first);
      assertTrue(first.contains("default via 10.77.0.1 dev eth0"), first);
      assertEquals(first, look(engine, web));
      Container server =
          engine.start(
              Specs.shell(engine.busybox, "nc -ll -p 80 -e echo hello")
                  .namespace(NamespaceType.NETWORK, new NamespaceMode.OfPath(web)));
      try {
        String script = "until nc -w 5 10.77.0.2 80 < /dev/null; do usleep 10000; done";
        assertEquals(
            "hello\n",
            engine
                .run(
                    Specs.shell(engine.busybox, script)
                        .namespace(NamespaceType.NETWORK, new NamespaceMode.OfPath(other)))
                .out());
      } finally {
        server.kill();
        EngineFixture.await(server);
        server.delete();
      }
      networks.removeProject("demo");
      outer.removeProject("machines");
    }
  }

  private static String look(EngineFixture engine, Path namespace) {
    return engine
        .run(
            Specs.shell(engine.busybox, "ip -o link show eth0; ip -o addr; ip route")
                .namespace(NamespaceType.NETWORK, new NamespaceMode.OfPath(namespace)))
        .out();
  }
}
