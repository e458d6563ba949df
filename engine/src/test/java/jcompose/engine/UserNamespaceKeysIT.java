package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** What else a container with a user namespace of its own has, and what it cannot join. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class UserNamespaceKeysIT {
  private static final List<IdMapping> IDS = List.of(new IdMapping(0, 100000, 65536));

  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs shell(String script) {
    return Specs.shell(fixture.busybox, script)
        .namespace(NamespaceType.USER, new NamespaceMode.Mapped(IDS, IDS));
  }

  private String out(Specs specs) {
    EngineFixture.Result result = fixture.run(specs);
    assertEquals("", result.err());
    return result.out();
  }

  @Test
  void hasSysctlsOfItsNetworkAndIpcNamespaces() {
    Map<String, String> sysctls = new LinkedHashMap<>();
    sysctls.put("net.ipv4.ip_forward", "1");
    sysctls.put("net.ipv4.ip_unprivileged_port_start", "80");
    sysctls.put("kernel.shmmax", "123456");
    sysctls.put("fs.mqueue.msg_max", "20");
    assertEquals(
        "1\n80\n123456\n20\n",
        out(
            shell(
                    "cd /proc/sys; cat net/ipv4/ip_forward net/ipv4/ip_unprivileged_port_start"
                        + " kernel/shmmax fs/mqueue/msg_max")
                .sysctl(sysctls)));
  }

  @Test
  void hasAnOomScoreForItAndItsExecs() {
    Container container =
        fixture.start(
            shell("cat /proc/self/oom_score_adj" + EngineFixture.TOLD)
                .attributes(ProcessIT.oomScore(300)));
    assertEquals(
        "300\n",
        EngineFixture.exec(container, EngineFixture.WHEN_TOLD + "cat /proc/self/oom_score_adj")
            .out());
    container.kill();
    assertEquals("300\n", fixture.ended(container).out());
    container.delete();
  }

  @Test
  void hasAnInit() {
    Container container =
        fixture.start(
            shell("echo $$; trap 'exit 7' TERM; echo > /ready;" + " while :; do sleep 0.1; done")
                .init());
    EngineFixture.exec(container, "while [ ! -e /ready ]; do sleep 0.1; done");
    assertEquals(
        "jcompose-init\n0\n",
        EngineFixture.exec(container, "cat /proc/1/comm; stat -c %u /proc/1").out());
    container.signal(Signals.parse("TERM"));
    EngineFixture.Result result = fixture.ended(container);
    assertEquals("2\n", result.out());
    assertEquals(7, result.exit().code());
    container.delete();
  }

  @Test
  void joinsNoNamespaceOfAnotherContainer() {
    Container other = fixture.start(Specs.shell(fixture.busybox, "sleep 1000"));
    for (NamespaceType type : List.of(NamespaceType.NETWORK, NamespaceType.IPC)) {
      NamespaceMode joined = new NamespaceMode.OfContainer(other.spec().id());
      EngineException refused =
          assertThrows(
              EngineException.class, () -> fixture.run(shell("true").namespace(type, joined)));
      String name = type == NamespaceType.IPC ? "ipc" : "network";
      assertEquals(
          "test: a user namespace of its own does not go with the "
              + name
              + " namespace of another, in which its root has no rights",
          refused.getMessage());
    }
    other.delete();
  }
}
