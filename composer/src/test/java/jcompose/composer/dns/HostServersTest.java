package jcompose.composer.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host's resolvers. */
final class HostServersTest {
  @Test
  void areThoseOfResolvConf() {
    String text =
        "# a comment\nnameserver 10.0.0.1\nsearch a b\n nameserver\t::1 # x\nnameserver nobody\n"
            + "nameserver\nnameserver 127.0.0.53";
    assertEquals(
        List.of("10.0.0.1", "0:0:0:0:0:0:0:1", "127.0.0.53"),
        HostServers.parse(text).stream()
            .map(server -> server.getAddress().getHostAddress())
            .toList());
  }

  @Test
  void areNoneWithoutTheFile(@TempDir Path folder) throws IOException {
    assertEquals(List.of(), new HostServers(folder.resolve("none")).get());
    Path file = Files.writeString(folder.resolve("resolv.conf"), "nameserver 10.0.0.1\n");
    HostServers servers = new HostServers(file);
    assertEquals(1, servers.get().size());
    assertEquals(1, servers.get().size());
  }
}
