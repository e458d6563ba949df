package jcompose.composer.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** What the kernel says inside of what a config.json asks for. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class RuntimeInsideIT {
  private static String inside(Sandbox sandbox, String script, Map<String, String> additions) {
    return OciBundle.in(sandbox).config(script, additions).ok("run", "c");
  }

  @Test
  void identityAndCapabilities(Sandbox sandbox) {
    assertEquals(
        """
        uid=1000(user) gid=1000(user) groups=2000(extra)
        CapInh:\t0000000000000020
        CapPrm:\t0000000000000020
        CapEff:\t0000000000000020
        CapBnd:\t0000000000000021
        CapAmb:\t0000000000000020
        NoNewPrivs:\t1
        0027
        /home\
        """,
        inside(
            sandbox,
            "id; grep -E 'Cap|NoNew' /proc/self/status; umask; echo $HOME",
            Map.of(
                "PROCESS",
                "\"user\": {\"uid\": 1000, \"gid\": 1000, \"umask\": 23, \"additionalGids\":"
                    + " [2000]}, \"noNewPrivileges\": true")));
  }

  @Test
  void limits(Sandbox sandbox) {
    assertEquals(
        "100\n200\n7",
        inside(
            sandbox,
            "ulimit -Sn; ulimit -Hn; cat /proc/self/oom_score_adj",
            Map.of(
                "PROCESS",
                "\"rlimits\": [{\"type\": \"RLIMIT_NOFILE\", \"soft\": 100, \"hard\": 200}],"
                    + " \"oomScoreAdj\": 7")));
  }

  @Test
  void scheduling(Sandbox sandbox) {
    assertEquals(
        "7\nidle",
        inside(
            sandbox,
            "cut -d ' ' -f 19 /proc/self/stat; ionice -p $$ | cut -d : -f 1",
            Map.of(
                "PROCESS",
                "\"scheduler\": {\"policy\": \"SCHED_BATCH\", \"nice\": 7}, \"ioPriority\":"
                    + " {\"class\": \"IOPRIO_CLASS_IDLE\"}")));
  }

  @Test
  void maskedAndReadonly(Sandbox sandbox) {
    assertEquals(
        "0\n0\nro\nro",
        inside(
            sandbox,
            "wc -c < /proc/keys; ls /proc/acpi | wc -l; awk '$5 == \"/proc/sys\" {print"
                + " substr($6, 1, 2)} $5 == \"/\" {print substr($6, 1, 2)}' /proc/self/mountinfo",
            Map.of("ROOT", "\"readonly\": true")));
  }

  @Test
  void sysctlsOfItsNamespaces(Sandbox sandbox) {
    assertEquals(
        "17\n12345",
        inside(
            sandbox,
            "cat /proc/sys/net/ipv4/ip_default_ttl /proc/sys/kernel/msgmax",
            Map.of(
                "LINUX",
                "\"sysctl\": {\"net.ipv4.ip_default_ttl\": \"17\", \"kernel/msgmax\":"
                    + " \"12345\"}")));
  }

  @Test
  void devices(Sandbox sandbox) {
    assertEquals(
        "crw-rw-rw- 1 3\ncrw-r----- 10 200\nprw------- 0 0\npts/ptmx\n/proc/self/fd/1",
        inside(
            sandbox,
            "for f in null tun pipe; do stat -c '%A %t %T' /dev/$f | while read a b c; do echo $a"
                + " $((0x$b)) $((0x$c)); done; done; readlink /dev/ptmx; readlink /dev/stdout",
            Map.of(
                "LINUX",
                "\"devices\": [{\"type\": \"c\", \"path\": \"/dev/tun\", \"major\": 10,"
                    + " \"minor\": 200, \"fileMode\": 416}, {\"type\": \"p\", \"path\":"
                    + " \"/dev/pipe\", \"fileMode\": 384}]")));
  }

  @Test
  void mountsInTheirOrderWithTheirOptions(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox);
    bundle.write("file", "content");
    bundle.write("rootfs/etc/kept", "kept");
    bundle.config(
        "cat /a/file; echo; awk '$5 ~ \"^/(a|etc|b)\" {print $5, $6, $7}' /proc/self/mountinfo;"
            + " cat /etc/kept; echo; stat -c %a /etc; echo x > /a/file || echo locked",
        Map.of(
            "MOUNTS",
            """
            {"destination": "/a/file", "type": "bind", "source": "file",
             "options": ["bind", "ro", "nosuid", "noexec"]},
            {"destination": "/etc", "type": "tmpfs", "source": "tmpfs",
             "options": ["tmpcopyup", "nodev", "noatime", "mode=711"]},
            {"destination": "b", "type": "tmpfs", "source": "x", "options": ["rshared"]}\
            """));
    String out = bundle.run("run", "c").out();
    assertTrue(out.startsWith("content\n"), out);
    assertTrue(out.contains("\n/a/file ro,nosuid,noexec,relatime"), out);
    assertTrue(out.contains("/etc rw,nodev,noatime"), out);
    assertTrue(out.contains("/b rw,relatime shared:"), out);
    assertTrue(out.endsWith("kept\n711\nlocked\n"), out);
  }

  @Test
  void aHostileLinkLeadsNowhere(Sandbox sandbox) throws IOException {
    OciBundle bundle = OciBundle.in(sandbox).write("file", "content");
    Path outside = Files.createDirectories(bundle.folder().resolve("outside"));
    Files.createSymbolicLink(bundle.folder().resolve("rootfs/link"), outside);
    bundle.config(
        "cat /link/x/file",
        Map.of(
            "MOUNTS",
            "{\"destination\": \"/link/x/file\", \"type\": \"bind\", \"source\": \"file\","
                + " \"options\": [\"bind\"]}"));
    bundle.run("run", "c");
    assertEquals("0", HostCommand.run("sh", "-c", "ls " + outside + " | wc -l").checked());
  }

  @Test
  void userNamespace(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox);
    HostCommand.run("chown", "-R", "100000:100000", bundle.folder().resolve("rootfs").toString());
    HostCommand.run("chmod", "755", sandbox.folder().toString());
    bundle.config(
        "id -u; cat /proc/self/uid_map | tr -s ' '; stat -c %u /bin/busybox; echo x > /dev/null &&"
            + " echo null; ls -ld /root | cut -c1-10",
        Map.of(
            "NAMESPACES",
            "{\"type\": \"user\"}",
            "LINUX",
            "\"uidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\": 65536}],"
                + " \"gidMappings\": [{\"containerID\": 0, \"hostID\": 100000, \"size\":"
                + " 65536}]"));
    assertEquals("0\n 0 100000 65536\n0\nnull\ndrwxr-xr-x", bundle.ok("run", "c"));
  }

  @Test
  void timeNamespace(Sandbox sandbox) {
    String out =
        inside(
            sandbox,
            "cut -d . -f 1 /proc/uptime",
            Map.of(
                "NAMESPACES",
                "{\"type\": \"time\"}",
                "LINUX",
                "\"timeOffsets\": {\"boottime\": {\"secs\": 100000000}}"));
    assertTrue(Long.parseLong(out) > 100_000_000L, out);
  }

  @Test
  void preservedDescriptorsAndNoOthers(Sandbox sandbox) {
    OciBundle bundle = OciBundle.in(sandbox).config("ls /proc/self/fd | tr '\\n' ' '", Map.of());
    String command = String.join(" ", bundle.command("run", "--preserve-fds", "1", "c"));
    assertEquals(
        "0 1 2 3 4", // the last is the folder that ls reads
        HostCommand.run(
                sandbox.environment(),
                bundle.folder(),
                List.of("sh", "-c", command + " 3</dev/null"))
            .checked()
            .strip());
    String refused = bundle.run("run", "--preserve-fds", "2", "c").err();
    assertTrue(refused.contains("descriptor 3 is not open"), refused);
  }

  @Test
  void aTerminalOfItsOwn(Sandbox sandbox) {
    OciBundle bundle =
        OciBundle.in(sandbox)
            .config(
                "tty; test -c /dev/console && stty size",
                Map.of(
                    "PROCESS",
                    "\"terminal\": true, \"consoleSize\": {\"height\": 20, \"width\": 70}"));
    String out = bundle.ok("run", "c");
    assertEquals("/dev/pts/0\r\n20 70", out.strip());
  }

  @Test
  void filtersSystemCalls(Sandbox sandbox) {
    String script = "grep Seccomp: /proc/self/status; mkdir /tmp/x || echo refused";
    String profile =
        "\"seccomp\": {\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [{\"names\":"
            + " [\"mkdir\", \"mkdirat\"], \"action\": \"SCMP_ACT_ERRNO\"}]}";
    assertEquals("Seccomp:\t2\nrefused", inside(sandbox, script, Map.of("LINUX", profile)));
    OciBundle bundle = OciBundle.in(sandbox, "second");
    bundle.config("exec sleep 100", Map.of("LINUX", profile, "PROCESS", "\"user\": {\"uid\": 1}"));
    bundle.ok("run", "-d", "c");
    assertEquals("Seccomp:\t2\nrefused", bundle.ok("exec", "c", "sh", "-c", script));
    bundle.ok("delete", "-f", "c");
  }
}
