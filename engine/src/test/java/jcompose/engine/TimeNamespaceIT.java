package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jcompose.engine.spec.IdMapping;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clocks of a container's own, as the kernel shows them inside. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class TimeNamespaceIT {
  private static final Duration DAY = Duration.ofDays(1);
  private static final NamespaceMode AHEAD =
      new NamespaceMode.Clocks(Duration.ofHours(2).plusNanos(5), DAY);
  private static final String LOOK =
      "cut -d. -f1 /proc/uptime; cat /proc/self/timens_offsets; readlink /proc/self/ns/time";

  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs waiting(NamespaceMode time) {
    return Specs.shell(fixture.busybox, LOOK + EngineFixture.TOLD)
        .namespace(NamespaceType.TIME, time);
  }

  @Test
  void theClocksAreAheadForItAndItsExecs() throws IOException {
    Container container = fixture.start(waiting(AHEAD));
    Look exec = Look.of(EngineFixture.exec(container, EngineFixture.WHEN_TOLD + LOOK));
    container.kill();
    Look first = Look.of(fixture.ended(container));
    assertEquals(List.of("monotonic 7200 5", "boottime 86400 0"), first.offsets());
    long ahead = first.uptime() - uptime();
    assertTrue(ahead > DAY.toSeconds() - 30 && ahead <= DAY.toSeconds(), "by " + ahead + " s");
    assertNotEquals(namespace("self"), first.namespace());
    assertEquals(first.offsets(), exec.offsets());
    assertEquals(first.namespace(), exec.namespace());
    assertTrue(exec.uptime() - first.uptime() < 30, exec.toString());
    container.delete();
  }

  @Test
  void noOffsetIsANamespaceAllTheSame() throws IOException {
    Look look = look(new NamespaceMode.Private());
    assertNotEquals(namespace("self"), look.namespace());
    assertEquals(List.of("monotonic 0 0", "boottime 0 0"), look.offsets());
    assertEquals(namespace("self"), look(new NamespaceMode.Host()).namespace());
  }

  @Test
  void anotherContainersIsJoined() {
    Container owner = fixture.start(waiting(AHEAD));
    String id = owner.spec().id();
    Look joined = look(new NamespaceMode.OfContainer(id));
    Path file = Path.of("/proc/" + owner.state().pid().orElseThrow() + "/ns/time");
    Look byPath = look(new NamespaceMode.OfPath(file));
    owner.kill();
    Look owners = Look.of(fixture.ended(owner));
    assertEquals(owners.namespace(), joined.namespace());
    assertEquals(owners.namespace(), byPath.namespace());
    assertEquals(owners.offsets(), joined.offsets());
    owner.delete();
  }

  @Test
  void goesWithUsersOfItsOwn() {
    List<IdMapping> ids = List.of(new IdMapping(0, 100000, 65536));
    Container container =
        fixture.start(
            waiting(AHEAD).namespace(NamespaceType.USER, new NamespaceMode.Mapped(ids, ids)));
    Look exec = Look.of(EngineFixture.exec(container, EngineFixture.WHEN_TOLD + LOOK));
    container.kill();
    Look first = Look.of(fixture.ended(container));
    assertEquals(List.of("monotonic 7200 5", "boottime 86400 0"), first.offsets());
    assertEquals(first.namespace(), exec.namespace());
    container.delete();
  }

  @Test
  void aProgramThatIsMissingIsToldAsElsewhere() {
    ProgramNotRunException refused =
        assertThrows(
            ProgramNotRunException.class,
            () ->
                fixture.start(
                    Specs.of(fixture.busybox, "/no/such").namespace(NamespaceType.TIME, AHEAD)));
    assertTrue(
        refused.getMessage().contains("execve of [\"/no/such\"]: ENOENT"), refused.getMessage());
  }

  @Test
  void aClockBeforeZeroIsRefused() {
    NamespaceMode behind = new NamespaceMode.Clocks(Duration.ZERO, Duration.ofDays(-36500));
    EngineException refused =
        assertThrows(EngineException.class, () -> fixture.start(waiting(behind)));
    assertTrue(
        refused.getMessage().contains("boottime -3153600000s would set a clock back to before 0"),
        refused.getMessage());
    NamespaceMode far = new NamespaceMode.Clocks(Duration.ofDays(365L * 200), Duration.ZERO);
    assertTrue(
        assertThrows(EngineException.class, () -> fixture.start(waiting(far)))
            .getMessage()
            .contains("more than the kernel's clocks can hold"));
  }

  @Test
  void isExplained() {
    String text = ContainerEngine.explain(fixture.directories, waiting(AHEAD).build());
    assertTrue(
        text.contains(
            "unshare(TIME)\n"
                + "write(\"/proc/thread-self/timens_offsets\","
                + " \"monotonic 7200 5\\nboottime 86400 0\\n\")\n"
                + "clone3(VFORK|PIDFD|"),
        text);
  }

  private Look look(NamespaceMode time) {
    return Look.of(
        fixture.run(Specs.shell(fixture.busybox, LOOK).namespace(NamespaceType.TIME, time)));
  }

  private record Look(long uptime, List<String> offsets, String namespace) {
    static Look of(EngineFixture.Result result) {
      assertEquals("", result.err());
      List<String> lines = result.out().lines().map(line -> line.replaceAll(" +", " ")).toList();
      return new Look(Long.parseLong(lines.get(0)), lines.subList(1, 3), lines.get(3));
    }
  }

  private static long uptime() throws IOException {
    String text = Files.readString(Path.of("/proc/uptime"));
    return Long.parseLong(text.substring(0, text.indexOf('.')));
  }

  private static String namespace(String process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", process, "ns/time")).toString();
  }
}
