package jcompose.composer.cli.engine;

import java.util.List;
import java.util.Map;

/**
 * A bundle that several runtimes are given.
 *
 * @param name of the case
 * @param more what its script does after it has told what every one tells
 * @param slots of {@link OciBundle}'s configuration
 * @param peers those that know what it asks for
 */
record PeerCase(String name, String more, Map<String, String> slots, List<String> peers) {
  private static final List<String> BOTH = List.of("runc", "crun");

  PeerCase(String name, String more, Map<String, String> slots) {
    this(name, more, slots, BOTH);
  }

  @Override
  public String toString() {
    return name;
  }

  /** The bundles that differ in their configuration alone. */
  static List<PeerCase> all() {
    return List.of(
        new PeerCase("plain", "exit 7", Map.of()),
        new PeerCase(
            "unprivileged",
            "touch /file; umask; exit 3",
            Map.of(
                "PROCESS",
                "\"user\": {\"uid\": 1000, \"gid\": 1000, \"additionalGids\": [2000, 3000],"
                    + " \"umask\": 63}, \"noNewPrivileges\": true, \"oomScoreAdj\": 5")),
        new PeerCase(
            "readonly",
            "touch /file; touch /tmp/file; touch /dev/file",
            Map.of(
                "ROOT",
                "\"readonly\": true",
                "MOUNTS",
                "{\"destination\": \"/tmp\", \"type\": \"tmpfs\", \"source\": \"tmpfs\","
                    + " \"options\": [\"nosuid\", \"noexec\", \"mode=700\", \"ro\"]}")),
        new PeerCase(
            "masked",
            "for f in /proc/uptime /proc/version /proc/fs /sys/kernel; do ls $f | wc -l; wc -c <"
                + " $f; touch $f/x; done; echo 1 > /proc/sys/vm/drop_caches; echo $?",
            Map.of(
                "MASKED",
                "\"/proc/uptime\", \"/proc/version\", \"/proc/fs\", \"/sys/kernel\", \"/nothing\"",
                "READONLY",
                "\"/proc/irq\", \"/bin\", \"/nothing\"")),
        new PeerCase(
            "rlimits",
            "ulimit -Sa; ulimit -Ha",
            Map.of(
                "PROCESS",
                "\"rlimits\": [{\"type\": \"RLIMIT_NOFILE\", \"soft\": 100, \"hard\": 200},"
                    + " {\"type\": \"RLIMIT_CORE\", \"soft\": 0, \"hard\": 0}, {\"type\":"
                    + " \"RLIMIT_FSIZE\", \"soft\": 1048576, \"hard\": 2097152}, {\"type\":"
                    + " \"RLIMIT_STACK\", \"soft\": 4194304, \"hard\": 8388608}]")),
        new PeerCase(
            "sysctl",
            "cat /proc/sys/net/ipv4/ip_default_ttl /proc/sys/kernel/msgmax /proc/sys/kernel/shmmax"
                + " /proc/sys/net/ipv4/ping_group_range",
            Map.of(
                "LINUX",
                "\"sysctl\": {\"net.ipv4.ip_default_ttl\": \"17\", \"kernel.msgmax\": \"12345\","
                    + " \"net.ipv4.ping_group_range\": \"0 5\"}")),
        new PeerCase(
            "seccomp",
            "chroot / true; echo $?; mknod /x p; echo $?; rm -f /x; chmod 700 /; echo $?",
            Map.of(
                "LINUX",
                "\"seccomp\": {\"defaultAction\": \"SCMP_ACT_ALLOW\", \"architectures\":"
                    + " [\"SCMP_ARCH_X86_64\", \"SCMP_ARCH_AARCH64\"], \"syscalls\": [{\"names\":"
                    + " [\"chroot\"], \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 38},"
                    + " {\"names\": [\"mknod\", \"mknodat\"], \"action\": \"SCMP_ACT_ERRNO\","
                    + " \"args\": [{\"index\": 2, \"value\": 511, \"op\":"
                    + " \"SCMP_CMP_MASKED_EQ\", \"valueTwo\": 1}]}, {\"names\": [\"no_such\"],"
                    + " \"action\": \"SCMP_ACT_ERRNO\"}]}")),
        new PeerCase(
            "ambient",
            "chown 5 /look; echo $?",
            Map.of("PROCESS", "\"user\": {\"uid\": 1000, \"gid\": 0}")),
        new PeerCase(
            "cwd",
            "pwd; echo $HOME; echo $A",
            Map.of("PROCESS", "\"user\": {\"uid\": 0, \"gid\": 7}", "CWD", "/made/by/nobody")),
        new PeerCase(
            "devices",
            "echo > /dev/zero2 && echo written; cat /dev/random2 | head -c 3 | wc -c; cat"
                + " /dev/kmsg2",
            Map.of(
                "LINUX",
                "\"devices\": [{\"type\": \"c\", \"path\": \"/dev/zero2\", \"major\": 1,"
                    + " \"minor\": 5, \"fileMode\": 438, \"uid\": 3, \"gid\": 4}, {\"type\":"
                    + " \"c\", \"path\": \"/dev/sub/random2\", \"major\": 1, \"minor\": 8,"
                    + " \"fileMode\": 384}, {\"type\": \"c\", \"path\": \"/dev/kmsg2\", \"major\":"
                    + " 1, \"minor\": 11}, {\"type\": \"p\", \"path\": \"/dev/pipe\","
                    + " \"fileMode\": 432}], \"resources\": {\"devices\": [{\"allow\": false,"
                    + " \"access\": \"rwm\"}, {\"allow\": true, \"type\": \"c\", \"major\": 1,"
                    + " \"minor\": 11, \"access\": \"r\"}]}")),
        new PeerCase(
            "limits",
            "cat /dev/null",
            Map.of(
                "LINUX",
                "\"resources\": {\"memory\": {\"limit\": 67108864}, \"pids\": {\"limit\": 50},"
                    + " \"cpu\": {\"shares\": 512, \"quota\": 50000, \"period\": 100000}}")),
        new PeerCase(
            "mounts",
            "cat /bound; touch /bound; touch /folder/x; ls /folder /folder/deep",
            Map.of(
                "MOUNTS",
                """
                {"destination": "/bound", "type": "bind", "source": "file",
                 "options": ["bind", "ro", "nosuid", "nodev", "noexec"]},
                {"destination": "/folder", "type": "none", "source": "folder",
                 "options": ["rbind", "rw", "rslave"]},
                {"destination": "/t", "type": "tmpfs", "source": "tmpfs",
                 "options": ["nodev", "noatime", "mode=1711", "size=64k"]},
                {"destination": "/t/deep", "type": "tmpfs", "source": "other",
                 "options": ["nosuid"]},
                {"destination": "/dev/mqueue", "type": "mqueue", "source": "mqueue",
                 "options": ["nosuid", "noexec", "nodev"]},
                {"destination": "/dev/shm", "type": "tmpfs", "source": "shm",
                 "options": ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"]}\
                """)),
        new PeerCase(
            "mountsThatCrunMakesPrivate",
            "stat -c '%a %u %g' /kept",
            Map.of(
                "MOUNTS",
                """
                {"destination": "/kept", "type": "tmpfs", "source": "tmpfs"},
                {"destination": "/t", "type": "tmpfs", "source": "tmpfs",
                 "options": ["rshared"]},
                {"destination": "/u", "type": "tmpfs", "source": "tmpfs",
                 "options": ["runbindable"]}\
                """),
            List.of("runc")),
        new PeerCase("propagation", "exit 0", Map.of("LINUX", "\"rootfsPropagation\": \"slave\"")),
        new PeerCase(
            "hostNamespaces",
            "exit 255",
            Map.of("NAMESPACES_ALL", "{\"type\": \"pid\"}, {\"type\": \"mount\"}")),
        new PeerCase("cgroupNamespace", "exit 1", Map.of("NAMESPACES", "{\"type\": \"cgroup\"}")),
        new PeerCase(
            "domainname", "exit 2", Map.of("TOP", "\"domainname\": \"dom\""), List.of("crun")));
  }
}
