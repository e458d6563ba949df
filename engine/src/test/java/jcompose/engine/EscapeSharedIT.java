package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.Resources;
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

/** What a container shares with the machine: terminals, keyrings, processes, memory. */
@RequiresRoot
@RequiresCommand({"busybox", "gcc"})
@LeavesNothing
class EscapeSharedIT {
  private static final Security NO_FILTER = Security.DEFAULT.withSeccomp(new Seccomp.Unconfined());

  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** TIOCSTI into the terminal of whoever started it: a container has none but its own. */
  @Test
  void nothingCanBeTypedIntoTheCallersTerminal() {
    AttackProgram.compile("tiocsti", fixture.busybox);
    assertEquals("done\n", fixture.run(Specs.of(fixture.busybox, "tiocsti")).out());
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 60"));
    try {
      assertEquals("done\n", EngineFixture.exec(container, "tiocsti").out());
      ExecSpec terminal =
          new ExecSpec(
              List.of("sh", "-c", "tty; ls -l /dev/pts | wc -l"),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              true,
              Optional.empty(),
              false);
      // the first of the container's own instance, in which there is no other
      assertTrue(EngineFixture.exec(container, terminal).out().startsWith("/dev/pts/0"));
    } finally {
      container.kill();
      EngineFixture.await(container);
      container.delete();
    }
  }

  /**
   * Keys of the caller's session are not in the container's, nor those of one container in another.
   */
  @Test
  void everyProcessBeginsWithAKeyringOfItsOwn() {
    AttackProgram.compile("keys", fixture.busybox);
    Specs specs = Specs.shell(fixture.busybox, "keys jcompose-test; sleep 60").security(NO_FILTER);
    Container container = fixture.start(specs);
    try {
      String own = EngineFixture.exec(container, "keys").out();
      String other = EngineFixture.exec(container, "keys").out();
      assertTrue(own.contains("found Required key not available"), own);
      assertNotEquals(own, other);
      String elsewhere = fixture.run(Specs.of(fixture.busybox, "keys").security(NO_FILTER)).out();
      assertTrue(elsewhere.contains("found Required key not available"), elsewhere);
    } finally {
      container.kill();
      EngineFixture.await(container);
      assertTrue(fixture.log(container, "stdout").contains("add 0\n"));
      assertTrue(fixture.log(container, "stdout").contains("found it\n"));
      container.delete();
    }
    assertEquals(
        "add 1\nsession Operation not permitted\nfound Operation not permitted\n",
        fixture.run(Specs.of(fixture.busybox, "keys", "x")).out());
  }

  @Test
  void aForkBombEndsAtTheLimit() {
    String bomb = "b() { b | b & }; b; sleep 1; cat /proc/loadavg | cut -d' ' -f4 | cut -d/ -f2";
    EngineFixture.Result result =
        fixture.run(Specs.shell(fixture.busybox, bomb).resources(limits(-1, 30)));
    assertTrue(result.err().contains("can't fork") || result.exit().code() != 0, result.err());
  }

  @Test
  void aMemoryBombKillsItselfAlone() {
    EngineFixture.Result result =
        fixture.run(
            Specs.of(fixture.busybox, "dd", "if=/dev/zero", "of=/dev/null", "bs=256M", "count=1")
                .resources(limits(32L << 20, 50)));
    assertEquals(137, result.exit().code());
    assertTrue(result.exit().oomKilled());
  }

  /** Root lifts no limit of its own: neither in the cgroup nor in a namespace of its own. */
  @Test
  void limitsStay() {
    String lift =
        "for m in memory pids; do mount -t cgroup -o $m c /tmp && echo max > /tmp/pids.max; done;"
            + " for f in $(find / -name pids.max -o -name memory.limit_in_bytes -o -name"
            + " memory.max); do for v in max -1; do (echo $v >$f) && echo $f; done; done";
    EngineFixture.Result result =
        fixture.run(
            Specs.shell(fixture.busybox, lift + "; unshare -UrmC sh -c '" + lift + "'")
                .resources(limits(64L << 20, 50)));
    assertEquals("", result.out());
  }

  private static Resources limits(long memory, long pids) {
    return Resources.of(
        CpuResources.UNLIMITED,
        MemoryResources.of(
            memory < 0 ? OptionalLong.empty() : OptionalLong.of(memory),
            OptionalLong.empty(),
            OptionalLong.empty()),
        OptionalLong.of(pids));
  }
}
