package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Services of several containers. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ScaleIT {
  private static final Pattern ADDRESS = Pattern.compile("10\\.88\\.1\\.[0-9]+");

  private static final Pattern LINE =
      Pattern.compile("\"id\" ?: ?\"([0-9a-f]+)\",\\s*\"name\" ?: ?\"([^\"]+)\"");

  private static final String STACK =
      """
      services:
        web:
          rootfs: ../rootfs
          stop_grace_period: 0s
          scale: 3
          command: [sh, -c, 'echo I am $$HOSTNAME; exec sleep 1000']
          volumes: [/data]
          ports: ['127.0.0.1:RANGE:80', '81']
          networks: [front]
          depends_on: {db: {condition: service_healthy}}
        db:
          rootfs: ../rootfs
          stop_grace_period: 0s
          command: [sleep, '1000']
          deploy: {replicas: 2}
          healthcheck: {test: [CMD, 'true'], interval: 1s}
          networks: [front]
        client:
          rootfs: ../rootfs
          stop_grace_period: 0s
          command: [sleep, '1000']
          networks: [front]
      networks:
        front: {ipam: {config: [{subnet: 10.88.1.0/24}]}}
      """;

  @Test
  void containersHaveNumbersOfTheirOwnAndKeepThem(Sandbox sandbox) throws IOException {
    int first = freeRange();
    String stack = STACK.replace("RANGE", first + "-" + (first + 2));
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", stack);
    jcompose.ok("up", "-d");
    try {
      assertEquals(names("client-1", "db-1", "db-2", "web-1", "web-2", "web-3"), names(jcompose));
      Set<String> all = addresses(jcompose, "web");
      assertEquals(addresses(jcompose, "web-1", "web-2", "web-3"), all);
      assertEquals(3, all.size());
      byIndex(jcompose, first);

      Set<String> one = addresses(jcompose, "web-1");
      String id = id(jcompose, "web-1");
      down(jcompose);
      assertEquals(id, id(jcompose, "web-1"));
      assertEquals(one, addresses(jcompose, "web"));
      jcompose.ok("up", "-d", "client"); // web is no concern of it, and stays as it is
      kill(jcompose.supervisor("shop"));
      String why = ": scale changed: 1 to 3 (compose.yaml:5:5)\n";
      Result plan = jcompose.run("plan", "--no-deps", "web");
      assertEquals(
          "web: keep shop-web-1 after db (healthy)\n"
              + "web: create shop-web-2 after db (healthy)"
              + why
              + "web: create shop-web-3 after db (healthy)"
              + why,
          plan.out());
      assertEquals(3, plan.exit());
      jcompose.ok("scale", "--no-deps", "web=2");
      jcompose.ok("up", "-d", "--wait");
      assertEquals(id, id(jcompose, "web-1"));
      assertEquals(all, addresses(jcompose, "web"));
      assertEquals("nothing to do\n", jcompose.run("plan").err());
      kill(jcompose.supervisor("shop"));
      jcompose.ok("up", "-d"); // another takes all of them over
      assertEquals(all, addresses(jcompose, "web"));
      jcompose.ok("port", "--index", "3", "web", "80");
    } finally {
      jcompose.ok("down", "-v");
    }
    assertEquals("", jcompose.ok("volume", "ls", "-q"));
  }

  private static void down(Jcompose jcompose) {
    jcompose.ok("scale", "web=1", "db=0");
    assertEquals(names("client-1", "web-1"), names(jcompose));
    assertEquals(Set.of(), addresses(jcompose, "web-2", "db"));
    assertTrue(jcompose.ok("logs", "web").startsWith("web  | I am "), "one has no number");
  }

  /** Ports, output, and what runs in one of several. */
  private static void byIndex(Jcompose jcompose, int first) {
    String ports = jcompose.ok("ps");
    for (int port = first; port < first + 3; port++) {
      assertTrue(ports.contains("127.0.0.1:" + port + "->80/tcp"), ports);
    }
    String two = jcompose.ok("port", "--index", "2", "web", "81").strip();
    assertTrue(ports.contains(two + "->81/tcp"), ports);
    String last = jcompose.ok("exec", "-T", "--index", "3", "web", "hostname").strip();
    assertTrue(jcompose.ok("logs", "--index", "3", "web").endsWith("web-3  | I am " + last + "\n"));
    assertNotEquals(last, jcompose.inside("web", "sh", "-c", "touch /data/own; hostname").strip());
    assertEquals("", jcompose.ok("exec", "-T", "--index", "2", "web", "ls", "/data"));
    String lines = jcompose.ok("logs", "web");
    assertTrue(lines.contains("web-1  | I am ") && lines.contains("web-3  | I am "), lines);
    Result none = jcompose.run("exec", "-T", "--index", "4", "web", "true");
    assertTrue(none.err().contains("service 'web' has no container 4, only 1, 2, 3"), none.err());
  }

  @Test
  void commandsAreAboutAllContainers(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox).box("network_mode: none", "environment: {A: \"${A:-1}\"}");
    jcompose.ok("up", "-d", "--scale", "box=3");
    jcompose.ok("stop");
    assertEquals(3, count(jcompose, "exited"));
    jcompose.ok("start", "box");
    assertEquals(3, count(jcompose, "running"));
    jcompose.ok("pause", "box");
    assertEquals(3, count(jcompose, "paused"));
    jcompose.ok("unpause", "box");
    jcompose.ok("restart", "box");
    Result changed = jcompose.withVariables(Map.of("A", "2")).run("plan", "--scale", "box=2");
    String why = ": config changed: services.box.environment.A";
    assertTrue(changed.out().contains("recreate shop-box-1" + why), changed.out());
    assertTrue(changed.out().contains("recreate shop-box-2" + why), changed.out());
    assertTrue(changed.out().contains("remove shop-box-3: scale changed: 3 to 2\n"), changed.out());
    jcompose.ok("kill", "box");
    assertEquals(3, count(jcompose, "exited"));
    jcompose.ok("rm", "-f");
    assertEquals("", jcompose.ok("ps", "-aq"));
    jcompose.box("network_mode: none", "command: [echo, hi]", "scale: 2");
    Result up = jcompose.run("up");
    assertTrue(up.out().contains("box-1  | hi\n") && up.out().contains("box-2  | hi\n"), up.out());
    assertTrue(up.err().contains("box-2 exited with code 0\n"), up.err());
    jcompose.ok("down");
  }

  @Test
  void refusesWhatOnlyOneContainerCanHave(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox).box("container_name: only", "ports: ['127.0.0.1:8099:80']");
    Result up = jcompose.run("up", "-d", "--scale", "box=2");
    assertEquals(1, up.exit());
    assertTrue(
        up.err()
            .contains(
                "services.box.container_name: only one of the 2 containers could have it; leave it"
                    + " out"),
        up.err());
    assertTrue(up.err().contains("8099->80/tcp is not enough for 2 containers"), up.err());
    Result unknown = jcompose.run("scale", "bix=2");
    assertTrue(unknown.err().contains("no such service: bix; did you mean"), unknown.err());
    for (String word : List.of("box", "box=-1", "box=1001", "box=x")) {
      Result usage = jcompose.run("scale", word);
      assertEquals(2, usage.exit(), usage.err());
      assertTrue(usage.err().contains("'" + word + "': must be a service"), usage.err());
    }
    assertEquals("", jcompose.ok("ps", "-aq"));
  }

  private static long count(Jcompose jcompose, String state) {
    return jcompose.ok("ps", "-q", "--status", state).lines().count();
  }

  /** Those that names have, as another service sees them. */
  private static Set<String> addresses(Jcompose jcompose, String... names) {
    StringBuilder script = new StringBuilder();
    for (String name : names) {
      script.append("nslookup ").append(name.matches(".*-[0-9]") ? "shop-" : "").append(name);
      script.append(" | grep -A9 Name:;");
    }
    Set<String> found = new TreeSet<>();
    Matcher matcher = ADDRESS.matcher(jcompose.inside("client", "sh", "-c", script + "true"));
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static List<String> names(String... names) {
    return List.of(names).stream().map(name -> "shop-" + name).toList();
  }

  private static List<String> names(Jcompose jcompose) {
    return List.copyOf(ids(jcompose).keySet());
  }

  private static String id(Jcompose jcompose, String name) {
    return String.valueOf(ids(jcompose).get("shop-" + name));
  }

  /** By name. */
  private static Map<String, String> ids(Jcompose jcompose) {
    Map<String, String> ids = new TreeMap<>();
    Matcher matcher = LINE.matcher(jcompose.ok("ps", "--format", "json"));
    while (matcher.find()) {
      ids.put(matcher.group(2), matcher.group(1));
    }
    return ids;
  }

  private static void kill(long pid) {
    HostCommand.run("kill", "-9", Long.toString(pid)).checked();
  }

  private static int freeRange() throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    while (true) {
      try (ServerSocket one = new ServerSocket(0, 1, host)) {
        int port = one.getLocalPort();
        if (isFree(host, port + 1) && isFree(host, port + 2)) {
          return port;
        }
      }
    }
  }

  private static boolean isFree(InetAddress host, int port) {
    try {
      new ServerSocket(port, 1, host).close();
      return true;
    } catch (IOException | IllegalArgumentException taken) {
      return false;
    }
  }
}
