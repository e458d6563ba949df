package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.spec.Security;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A socket where the supervisor has its own, tried by name and by descriptor from inside. */
@RequiresRoot
@RequiresCommand({"busybox", "gcc"})
@LeavesNothing
class EscapeSocketsIT {
  private EngineFixture fixture;
  private Path socket;

  @BeforeEach
  void open(Sandbox sandbox) throws IOException {
    fixture = new EngineFixture(sandbox);
    Path folder = fixture.directories.run().resolve("projects/lab");
    socket = Files.createDirectories(folder).resolve("socket");
    AttackProgram.compile("reach", fixture.busybox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs reach() {
    return Specs.of(fixture.busybox, "reach", socket.toString());
  }

  private void demandUntouched(Specs specs, String told) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      server.configureBlocking(false);
      assertEquals(told, fixture.run(specs).out());
      assertNull(server.accept());
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  @Test
  void isNotThereInANetworkOfOnesOwn() throws IOException {
    demandUntouched(reach(), "listed none\n");
  }

  /** There its name is known. */
  @Test
  void isOutOfReachInTheHostsNetworkAndPidNamespace() throws IOException {
    Specs specs =
        reach()
            .namespace(NamespaceType.NETWORK, new NamespaceMode.Host())
            .namespace(NamespaceType.PID, new NamespaceMode.Host());
    demandUntouched(specs, "listed some\n");
  }

  /** The engine's process is not dumpable, so that CAP_SYS_PTRACE alone does not get at it. */
  @Test
  void isOutOfReachWithoutAFilterToo() throws IOException {
    Set<String> capabilities = new HashSet<>(Capabilities.DOCKER_DEFAULT);
    capabilities.add("CAP_SYS_ADMIN");
    Specs specs =
        reach()
            .namespace(NamespaceType.NETWORK, new NamespaceMode.Host())
            .namespace(NamespaceType.PID, new NamespaceMode.Host())
            .capabilities(capabilities)
            .security(Security.DEFAULT.withSeccomp(new Seccomp.Unconfined()));
    demandUntouched(specs, "listed some\n");
  }
}
