package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.spec.Impairment;
import jcompose.engine.spec.LinkPlace;
import jcompose.engine.spec.LinkPlace.Direction;
import jcompose.engine.spec.LinkSpec;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vm")
@RequiresRoot
@RequiresCommand({"ip", "nsenter", "busybox"})
@LeavesNothing
class ImpairmentsIT {
  private static final NetworkSpec WAN = Lab.network("wan", "10.77.0.0/24");
  private static final LinkPlace OUT = place("eth0", Direction.OUT);
  private static final LinkPlace IN = place("eth0", Direction.IN);
  private static final Impairment SLOW = Impairment.NONE.withRate(2_000_000);

  private Lab lab;
  private Path web;

  @BeforeEach
  void open(Sandbox sandbox) {
    lab = new Lab(sandbox);
    lab.networks.create(WAN);
    web = lab.join("web-1", Lab.in(WAN, "eth0", 2, 100, "10.77.0.2/24"));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aRateIsSetShownAndTakenBackInEachDirection() {
    lab.networks.impair(OUT, SLOW);
    assertEquals(SLOW, lab.networks.impairment(OUT));
    assertEquals(Impairment.NONE, lab.networks.impairment(IN));
    lab.networks.impair(IN, SLOW.withRate(100_000_000_000L));
    assertEquals(100_000_000_000L, lab.networks.impairment(IN).rate());
    lab.networks.impair(OUT, SLOW.withRate(8_000_000));
    assertEquals("rate 8mbit", lab.networks.impairment(OUT).toString());
    lab.networks.impair(OUT, Impairment.NONE);
    lab.networks.impair(OUT, Impairment.NONE);
    assertEquals(Impairment.NONE, lab.networks.impairment(OUT));
  }

  @Test
  void bytesTakeAsLongAsTheRateSays() throws Exception {
    lab.networks.impair(OUT, SLOW);
    ServerSocket server = lab.networks.inside(Lab.PROJECT, "web-1", () -> new ServerSocket(80));
    Thread sender =
        new Thread(
            () -> {
              try (server;
                  Socket caller = server.accept()) {
                caller.getOutputStream().write(new byte[200_000]);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    sender.start();
    long before = System.nanoTime();
    String bytes = Lab.run(lab.host(), "sh", "-c", "busybox nc 10.77.0.2 80 | wc -c").checked();
    long millis = (System.nanoTime() - before) / 1_000_000;
    sender.join();
    assertEquals("200000", bytes);
    // at 250,000 bytes in a second, but for a burst of 16,000
    assertTrue(millis > 700 && millis < 5000, millis + " ms");
  }

  /** Whether this kernel has netem or not, it is clear afterwards what acts. */
  @Test
  void aDelayActsOrTheModuleThatIsMissingIsNamed() {
    Impairment wanted =
        new Impairment(Duration.ofMillis(40), Duration.ZERO, 0, 0, 0, 0, 50_000_000);
    try {
      lab.networks.impair(OUT, wanted);
    } catch (EngineException lacking) {
      assertEquals(
          "web-1:eth0: the kernel lacks netem, which '"
              + wanted
              + "' needs: load its module with 'modprobe sch_netem'; a rate alone works without",
          lacking.getMessage());
      wanted = Impairment.NONE;
    }
    assertEquals(wanted, lab.networks.impairment(OUT));
  }

  @Test
  @Tag("guest") // whose kernel has netem
  void delayAndLossAreWhatTheyShouldBe() {
    Impairment wanted =
        new Impairment(Duration.ofMillis(40), Duration.ofMillis(2), 0, 0.1, 0, 0, 50_000_000);
    lab.networks.impair(OUT, wanted);
    assertEquals(wanted, lab.networks.impairment(OUT));
    String pings =
        Lab.run(lab.host(), "busybox", "ping", "-c", "5", "-i", "0.1", "10.77.0.2").checked();
    double average = Double.parseDouble(pings.replaceAll("(?s).*= [0-9.]+/([0-9.]+)/.*", "$1"));
    assertTrue(average > 37 && average < 80, pings);
    lab.networks.impair(OUT, new Impairment(Duration.ZERO, Duration.ZERO, 100, 0, 0, 0, 0));
    assertFalse(Lab.pings(lab.host(), "10.77.0.2"));
    lab.networks.impair(OUT, Impairment.NONE);
    assertTrue(Lab.pings(lab.host(), "10.77.0.2"));
  }

  @Test
  void aLinkIsPluggedOutAndInAndKeepsItsRoutes() {
    String routes = Lab.run(web, "ip", "route").checked();
    assertEquals(List.of(), lab.networks.unplug(OUT));
    assertFalse(lab.networks.isPlugged(OUT));
    assertFalse(Lab.pings(lab.host(), "10.77.0.2"));
    lab.networks.plug(OUT, List.of());
    assertTrue(lab.networks.isPlugged(OUT));
    assertTrue(Lab.pings(lab.host(), "10.77.0.2"));
    assertEquals(routes, Lab.run(web, "ip", "route").checked());
  }

  @Test
  void aCableIsPluggedOutAndInAndKeepsItsRoutes() {
    Path other = lab.join("r2");
    LinkSpec cable =
        new LinkSpec(
            Lab.PROJECT,
            new LinkSpec.End("web-1", Lab.endpoint("eth1", 11, "10.99.0.1/30", "fd99::1/64")),
            new LinkSpec.End("r2", Lab.endpoint("eth1", 12, "10.99.0.2/30", "fd99::2/64")));
    lab.networks.connect(cable);
    LinkPlace end = place("eth1", Direction.OUT);
    lab.networks.impair(end, SLOW);
    Lab.run(web, "ip", "route", "add", "10.98.0.0/24", "via", "10.99.0.2").checked();
    Lab.run(web, "ip", "-6", "route", "add", "fd98::/64", "via", "fd99::2").checked();
    String routes = Lab.run(web, "ip", "route").checked() + Lab.run(web, "ip", "-6", "route").out();
    List<String> pulled = lab.networks.unplug(end);
    assertEquals(List.of("fd99::1/64"), pulled.subList(0, 1));
    assertFalse(lab.networks.isPlugged(end));
    assertFalse(Lab.pings(other, "10.99.0.1"));
    assertFalse(Lab.run(web, "ip", "route").checked().contains("10.98.0.0"));
    lab.networks.plug(end, pulled);
    assertEquals(
        routes, Lab.run(web, "ip", "route").checked() + Lab.run(web, "ip", "-6", "route").out());
    lab.networks.connect(cable);
    boolean reached = false; // the kernel tells of a carrier once a second
    for (int i = 0; i < 5 && !reached; i++) {
      reached = Lab.pings(other, "10.99.0.1");
    }
    assertTrue(reached);
    assertEquals(SLOW, lab.networks.impairment(end));
    assertEquals(
        "web-1:eth1: no bridge leads to this link; impair the other end's way out",
        assertThrows(
                EngineException.class, () -> lab.networks.impair(place("eth1", Direction.IN), SLOW))
            .getMessage());
  }

  private static LinkPlace place(String link, Direction direction) {
    return new LinkPlace(Lab.PROJECT, "web-1", link, direction);
  }
}
