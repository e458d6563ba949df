package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Service;
import jcompose.engine.spec.IdMapping;
import jcompose.engine.spec.NamespaceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code namespaces}, {@code pid}, {@code ipc}, {@code uts}, {@code cgroup}, {@code network_mode}.
 */
final class NamespacesTest {
  @TempDir Path folder;

  @Test
  void readsOursAndThoseOfCompose() {
    assertEquals(
        Map.of(
            NamespaceType.PID, new NamespaceChoice.Host(),
            NamespaceType.NETWORK, new NamespaceChoice.OfPath(Path.of("/run/netns/lab")),
            NamespaceType.MOUNT, new NamespaceChoice.Host()),
        Folder.of(folder)
            .service(
                "namespaces: {pid: host, ipc: private, net: /run/netns/lab, mount: host}",
                "pid: host",
                "ipc: shareable",
                "cgroup: private")
            .namespaces());
    assertEquals(Map.of(), Folder.of(folder).service("network_mode: none").namespaces());
  }

  @Test
  void refusesContradictions() {
    assertEquals(
        List.of(
            "stack.yml:5:10: services.web.pid: contradicts namespaces.pid at stack.yml:4:23",
            "stack.yml:6:19: services.web.network_mode: contradicts namespaces.net at"
                + " stack.yml:4:37"),
        Folder.of(folder)
            .problems("namespaces: {pid: private, net: host}", "pid: host", "network_mode: none"));
  }

  @Test
  void refusesUnknownWords() {
    assertEquals(
        List.of(
            "stack.yml:4:23: services.web.namespaces.pid: 'hots' is not one of private, host,"
                + " service:NAME, or a path; did you mean 'host'?",
            "stack.yml:4:29: services.web.namespaces.network: unknown key",
            "stack.yml:5:19: services.web.network_mode: 'brigde' is not one of none, host,"
                + " service:NAME, bridge, default; did you mean 'bridge'?",
            "stack.yml:6:10: services.web.ipc: 'container:x' is not supported yet",
            "stack.yml:7:10: services.web.uts: 'private' is not one of host"),
        Folder.of(folder)
            .problems(
                "namespaces: {pid: hots, network: host}",
                "network_mode: brigde",
                "ipc: container:x",
                "uts: private"));
  }

  @Test
  void makesTheOtherServiceADependency() {
    Folder.of(folder)
        .write("stack.yml", "services:\n  a: {image: x, pid: 'service:b'}\n  b: {image: x}\n");
    Service a = Folder.of(folder).load("stack.yml").project().services().values().iterator().next();
    assertEquals(Map.of(NamespaceType.PID, new NamespaceChoice.OfService("b")), a.namespaces());
    assertEquals(List.of("b"), a.dependsOn());
  }

  @Test
  void refusesAHostNameWithoutANamespaceForIt() {
    assertEquals(
        List.of(
            "stack.yml:5:15: services.web.hostname: contradicts the UTS namespace that is not its"
                + " own at stack.yml:4:10"),
        Folder.of(folder).problems("uts: host", "hostname: a"));
  }

  @Test
  void readsTheIdsOfAUserNamespace() {
    assertEquals(
        Map.of(
            NamespaceType.USER,
            new NamespaceChoice.Mapped(
                List.of(new IdMapping(0, 100000, 1000), new IdMapping(1000, 5000, 1)),
                List.of(new IdMapping(0, 200000, 65536)))),
        Folder.of(folder)
            .service(
                "namespaces: {user: {uid: '0:100000:1000,1000:5000:1', gid: ['0:200000:65536']}}",
                "userns_mode: ''")
            .namespaces());
    assertEquals(
        Map.of(NamespaceType.USER, new NamespaceChoice.Host()),
        Folder.of(folder).service("userns_mode: host").namespaces());
  }

  @Test
  void refusesUserNamespacesThatSayTooLittle() {
    assertEquals(
        List.of(
            "stack.yml:4:34: services.web.namespaces.user.uid: '0:1' is not of the form"
                + " CONTAINER:HOST:SIZE, as in \"0:100000:65536\"",
            "stack.yml:5:18: services.web.userns_mode: 'keep-id' is not one of host, \"\"; for ids"
                + " of its own write 'namespaces: {user: {uid: \"0:100000:65536\", gid:"
                + " \"0:100000:65536\"}}'"),
        Folder.of(folder).problems("namespaces: {user: {uid:     '0:1'}}", "userns_mode: keep-id"));
    assertEquals(
        List.of(
            "stack.yml:4:24: services.web.namespaces.user: 'private' does not say which ids; write"
                + " {uid: \"0:100000:65536\", gid: \"0:100000:65536\"}"),
        Folder.of(folder).problems("namespaces: {user: private}"));
    assertEquals(
        List.of(
            "stack.yml:4:30: services.web.namespaces.user.uid: needs a range that begins with 0:"
                + " root makes what is in the namespace"),
        Folder.of(folder).problems("namespaces: {user: {uid: '1:1:1'}}"));
  }

  @Test
  void readsTheClocksOfATimeNamespace() {
    assertEquals(
        clocks(Duration.ofHours(2), Duration.ofDays(-1)),
        Folder.of(folder)
            .service("namespaces: {time: {monotonic: 2h, boottime: -1d}}")
            .namespaces());
    assertEquals(
        clocks(Duration.ofSeconds(-90), Duration.ofMillis(36 * 3_600_000 + 500)),
        Folder.of(folder)
            .service("namespaces: {time: {monotonic: -90, boottime: +1d12h500ms}}")
            .namespaces());
    assertEquals(
        clocks(Duration.ZERO, Duration.ZERO),
        Folder.of(folder).service("namespaces: {time: private}").namespaces());
    assertEquals(
        Map.of(NamespaceType.TIME, new NamespaceChoice.OfPath(Path.of("/run/timens"))),
        Folder.of(folder).service("namespaces: {time: /run/timens}").namespaces());
    assertEquals(
        Map.of(NamespaceType.TIME, new NamespaceChoice.Host()),
        Folder.of(folder).service("namespaces: {time: host}").namespaces());
  }

  private static Map<NamespaceType, NamespaceChoice> clocks(Duration monotonic, Duration boottime) {
    return Map.of(NamespaceType.TIME, new NamespaceChoice.Clocks(monotonic, boottime));
  }

  @Test
  void refusesClocksThatAreNone() {
    assertEquals(
        List.of(
            "stack.yml:4:38: services.web.namespaces.time.monotonic: '2 hours' is not seconds, or a"
                + " time such as 2h, 1d12h or -90s",
            "stack.yml:4:57: services.web.namespaces.time.boottime: '1.5' is not seconds, or a time"
                + " such as 2h, 1d12h or -90s",
            "stack.yml:4:62: services.web.namespaces.time.realtime: unknown key"),
        Folder.of(folder)
            .problems("namespaces: {time: {monotonic:   2 hours, boottime: 1.5, realtime: 1}}"));
    assertEquals(
        List.of(
            "stack.yml:4:24: services.web.namespaces.time: 'privat' is not one of private, host,"
                + " service:NAME, a path, or {monotonic: 2h, boottime: 1d}; did you mean"
                + " 'private'?"),
        Folder.of(folder).problems("namespaces: {time: privat}"));
    assertEquals(
        List.of(
            "stack.yml:4:36: services.web.namespaces.time.monotonic: must be a number, not a list"),
        Folder.of(folder).problems("namespaces: {time: {monotonic: [1]}}"));
  }
}
