package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import jcompose.engine.spec.Device;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a container sees of itself and of the kernel. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ContainerInsideIT {
  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private String shell(String script) {
    EngineFixture.Result result = fixture.shell(script);
    assertEquals("", result.err());
    return result.out();
  }

  @Test
  void hasItsOwnNameAndDomain() {
    Specs specs =
        Specs.shell(fixture.busybox, "hostname; cat /proc/sys/kernel/domainname /etc/hostname")
            .hostname("web", "example.org");
    assertEquals("web\nexample.org\nweb\n", fixture.run(specs).out());
    String id = Specs.randomId();
    assertEquals(
        id.substring(0, 12) + "\n",
        fixture.run(Specs.shell(fixture.busybox, "hostname").id(id)).out());
  }

  @Test
  void isProcessOne() {
    assertEquals("1\n", shell("echo $$"));
    assertEquals(
        "1 \n",
        shell("for p in /proc/[0-9]*; do [ -d $p ] && echo -n \"${p#/proc/} \"; done; echo"));
  }

  @Test
  void seesItsOwnMountsOnly() {
    String mounts = shell("cat /proc/mounts");
    assertTrue(mounts.contains("overlay / overlay "), mounts);
    assertEquals(
        List.of(),
        mounts
            .lines()
            .filter(line -> line.contains("cgroup") && !line.contains(" /sys/fs/cgroup"))
            .toList());
    assertEquals(1, mounts.lines().filter(line -> line.contains(" / ")).count(), mounts);
  }

  @Test
  void hasLoopbackAloneAndItIsUp() {
    assertEquals("lo\n", shell("ls /sys/class/net"));
    assertTrue(shell("ip addr show lo").contains("LOOPBACK,UP"));
  }

  @Test
  void hasDockersCapabilities() {
    assertEquals(
        """
        CapInh:\t0000000000000000
        CapPrm:\t00000000a80425fb
        CapEff:\t00000000a80425fb
        CapBnd:\t00000000a80425fb
        CapAmb:\t0000000000000000
        """,
        shell("grep ^Cap /proc/self/status"));
  }

  @Test
  void keepsOnlyTheBoundingSetForOtherUsers() {
    Specs specs =
        Specs.shell(
                fixture.busybox, "grep -E '^(CapPrm|CapEff|CapBnd|NoNewPrivs)' /proc/1/status; id")
            .user("user")
            .noNewPrivileges();
    assertEquals(
        """
        CapPrm:\t0000000000000000
        CapEff:\t0000000000000000
        CapBnd:\t00000000a80425fb
        NoNewPrivs:\t1
        uid=1000(user) gid=1000(user) groups=1000(user),2000(extra)
        """,
        fixture.run(specs).out());
  }

  @Test
  void cannotReadOrWriteTheMachine() {
    assertEquals("0\n", shell("cat /proc/keys /proc/interrupts /proc/timer_list | wc -c"));
    assertEquals("", shell("ls /sys/firmware"));
    String denied = fixture.shell("echo 1 > /proc/sys/kernel/panic").err();
    assertTrue(denied.contains("Read-only"), denied);
    assertTrue(shell("grep ^sysfs /proc/mounts").startsWith("sysfs /sys sysfs ro,"));
  }

  @Test
  void hasTheUsualDevices() {
    assertEquals(
        "console core fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom"
            + " zero\n",
        shell("echo $(ls /dev)"));
    assertEquals(
        "ok 4\n", shell("echo x > /dev/null; head -c 4 /dev/zero | wc -c | sed 's/^/ok /'"));
    assertEquals("crw-rw-rw- 1, 3\n", shell("ls -l /dev/null | awk '{print $1, $5, $6}'"));
  }

  @Test
  void getsADevice() {
    Specs specs =
        Specs.shell(fixture.busybox, "head -c 2 /dev/mine/zero | wc -c")
            .device(new Device(Path.of("/dev/zero"), "/dev/mine/zero", "r"));
    assertEquals("2\n", fixture.run(specs).out());
  }

  @Test
  void letsOtherUsersOpenTheirStreamsAgain() {
    Specs specs =
        Specs.shell(fixture.busybox, "echo out > /dev/stdout; echo err > /dev/stderr").user("1000");
    EngineFixture.Result result = fixture.run(specs);
    assertEquals("out\n", result.out());
    assertEquals("err\n", result.err());
  }

  @Test
  void inheritsNoDescriptorAndNoSignalMask() {
    assertEquals("0 1 2 3\n", shell("echo $(ls /proc/self/fd)")); // 3 is ls's own
    assertEquals(
        "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n",
        fixture
            .run(Specs.of(fixture.busybox, "grep", "-E", "SigBlk|SigIgn", "/proc/self/status"))
            .out());
  }

  @Test
  void runsInAFolderThatIsMade() {
    Specs specs = Specs.shell(fixture.busybox, "pwd; umask").cwd("/srv/deep/er");
    assertEquals("/srv/deep/er\n0022\n", fixture.run(specs).out());
  }

  @Test
  void cannotWriteAReadonlyRoot() {
    EngineFixture.Result result =
        fixture.run(Specs.shell(fixture.busybox, "echo x > /x; echo y > /dev/shm/y").readonly());
    assertTrue(result.err().contains("/x: Read-only file system"), result.err());
    assertEquals(0, result.exit().code());
  }

  @Test
  void writesToATerminal() {
    Specs specs =
        Specs.shell(fixture.busybox, "tty; [ -t 0 ] && [ -t 2 ] && echo yes; echo c > /dev/console")
            .terminal();
    assertEquals("/dev/pts/0\r\nyes\r\nc\r\n", fixture.run(specs).out());
  }

  @Test
  void mayDoEverythingWhenPrivileged() {
    Specs specs =
        Specs.shell(
                fixture.busybox,
                "mkdir /m && mount -t tmpfs t /m && ls /dev/kmsg; wc -c < /proc/interrupts")
            .privileged();
    String out = fixture.run(specs).out();
    assertTrue(out.startsWith("/dev/kmsg\n"), out);
    assertFalse(out.endsWith("\n0\n"), out);
  }
}
