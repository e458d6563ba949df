package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jcompose.composer.model.Networking;
import jcompose.composer.model.PublishedPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ports} and {@code expose}. */
final class PublishedPortsTest {
  @TempDir Path folder;

  private Networking web(String text) {
    return Objects.requireNonNull(
            new NetworkFile(folder)
                .project("services: {web: {image: a, " + text + "}}")
                .services()
                .get("web"))
        .networking();
  }

  private List<String> ports(String list) {
    return web("ports: [" + list + "]").ports().stream().map(PublishedPort::toString).toList();
  }

  private List<String> problems(String list, String other) {
    return new NetworkFile(folder)
        .problems(
            "services:\n  web: {image: a, ports: ["
                + list
                + "]}\n  db: {image: a, ports: ["
                + other
                + "]}");
  }

  @Test
  void areWrittenShort() {
    assertEquals(List.of("3000/tcp"), ports("3000"));
    assertEquals(List.of("3000/tcp"), ports("'0:3000'"));
    assertEquals(List.of("3000/tcp", "3001/tcp"), ports("'3000-3001'"));
    assertEquals(List.of("8000->80/tcp"), ports("'8000:80'"));
    assertEquals(List.of("9090->8080/tcp", "9091->8081/tcp"), ports("'9090-9091:8080-8081'"));
    assertEquals(List.of("8000-8010->80/tcp"), ports("'8000-8010:80'"));
    assertEquals(List.of("127.0.0.1:8001->8001/tcp"), ports("'127.0.0.1:8001:8001'"));
    assertEquals(List.of("127.0.0.1:80/tcp"), ports("'127.0.0.1::80'"));
    assertEquals(List.of("6060->6060/udp"), ports("'6060:6060/udp'"));
    assertEquals(List.of("[::1]:9->9/tcp"), ports("'[::1]:9:9'"));
    assertEquals(List.of("[::]:9->9/sctp"), ports("'[::]:9:9/SCTP'"));
  }

  @Test
  void ofAllAddressesHaveATwinOfTheOtherFamily() {
    List<PublishedPort> ports =
        web("ports: ['0.0.0.0:80:80', '[::]:80:80', '[::]:81:80', '82:80', '[::1]:83:80']").ports();
    assertEquals(
        List.of(true, true, false, false, false),
        ports.stream().map(port -> ports.stream().anyMatch(port::hasTwin)).toList());
  }

  @Test
  void mayBeThousands() {
    List<PublishedPort> ports =
        web("ports: ['1000-9000:1000-9000', '1000-9000:1000-9000', '1-8001']").ports();
    assertEquals(16_002, ports.size());
  }

  @Test
  void areWrittenLong() {
    PublishedPort port =
        web("ports: [{name: http, target: 80, host_ip: 127.0.0.1, published: '8080-8090',"
                + " protocol: udp, app_protocol: quic, mode: host}]")
            .ports()
            .get(0);
    assertEquals("127.0.0.1:8080-8090->80/udp", port.toString());
    assertEquals(Optional.of("http"), port.name());
    assertEquals(Optional.of("quic"), port.appProtocol());
    assertEquals("host", port.mode());
    assertEquals("stack.yml:2:36", port.position().toString());
    assertEquals(List.of("8080->80/tcp"), ports("{target: 80, published: 8080}"));
  }

  @Test
  void areExposed() {
    assertEquals(
        List.of("80/tcp", "90-95/udp"), web("expose: [80, '90-95/udp', '80/tcp']").expose());
  }

  @Test
  void mayBeSaidTwice() {
    assertEquals(List.of("80->80/tcp"), ports("'80:80', '80:80'"));
    assertEquals(
        List.of("127.0.0.1:80->80/tcp", "127.0.0.2:80->80/tcp", "80->80/udp"),
        ports("'127.0.0.1:80:80', '127.0.0.2:80:80', '80:80/udp'"));
    assertEquals(List.of("80-81->80/tcp", "80-81->81/tcp"), ports("'80-81:80', '80-81:81'"));
  }

  @Test
  void areRefused() {
    assertEquals(
        List.of(
            "3:27: services.web.ports[0]: 'x:80' is not of the form"
                + " [[IP:]PUBLISHED:]TARGET[/PROTOCOL]",
            "3:35: services.web.ports[1]: '1-2:1-3': the two ranges differ in length",
            "3:46: services.web.ports[2]: '80/icmp': the protocol must be tcp, udp or sctp, not"
                + " 'icmp'",
            "3:57: services.web.ports[3].target: must be from 1 to 65535",
            "3:62: services.web.ports[4].host_ip: '300.1.1.1' is not an IP address"),
        problems("'x:80', '1-2:1-3', '80/icmp', '0', '300.1.1.1:80:80'", "81"));
    assertEquals(
        List.of(
            "3:51: services.web.ports[0].published: '2-1': ports are from 1 to 65535, in order"),
        problems("{target: 80, published: '2-1'}", "81"));
  }

  @Test
  void areTakenOnce() {
    assertEquals(
        List.of(
            "4:26: services.db.ports: port 80/tcp of the host is that of service 'web' at"
                + " stack.yml:3:27"),
        problems("'80:80'", "'127.0.0.1:80:90'"));
    assertEquals(
        List.of(
            "3:36: services.web.ports[1]: port 80/tcp of the host is taken already, by 80->80/tcp"
                + " at stack.yml:3:27"),
        problems("'80:80', '80:90'", "81"));
    assertEquals(List.of(), problems("'127.0.0.1:80:80'", "'[::1]:80:80'"));
  }
}
