package jcompose.composer.cli.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The script by which a container tells what it is. What differs from run to run is left out: ids
 * of mounts and peer groups, inodes, the order of lines; and what is known to differ: runc puts
 * pipes between its caller and the container, a file system in the container's own may be read-only
 * by its mount or as a whole, and of cgroups the ones that limit nothing.
 */
final class PeerLook {
  private static final List<String> NAMESPACES =
      List.of("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts");

  private static final String SCRIPT =
      """
      at() { echo "== $1"; }
      at identity; id; grep -E '^(Groups|Umask|NoNewPrivs|Seccomp|Cap|SigBlk|SigIgn|NSpid)' \
      /proc/1/status | grep -v Seccomp_filters | sed -E 's/^(SigIgn:).*(.{7})$/\\1 \\2/'
      at limits; cat /proc/1/limits
      at environment; tr '\\0' '\\n' < /proc/1/environ | sort
      at place; readlink /proc/1/cwd; readlink /proc/1/root; cut -d ' ' -f 5-7,18,19,41 /proc/1/stat
      at descriptors; for fd in 3 4 5 6 7 8 9; do
        test -e /proc/1/fd/$fd && echo $fd $(stat -L -c '%F %a' /proc/1/fd/$fd); done
      ls /proc/1/fd 2>/dev/null | grep -v '^[0-9]$' | grep -v '^255$'
      at names; hostname; cat /proc/sys/kernel/domainname
      at score; cat /proc/1/oom_score_adj
      at groups; grep -v -E '^0:|name=' /proc/1/cgroup | cut -d : -f 2- | sort
      at mounts
      awk '{ tags = ""; for (i = 7; $i != "-"; i++) { sub(/:.*/, "", $i); tags = tags " " $i }
        print $5, $6, tags, $(i + 1), substr($(i + 3), 3) }' /proc/1/mountinfo | sed -E "$MASKS" \
        | grep -v /sys/fs/cgroup | sort
      at devices; find /dev ! -name core | sort | while read file; do
        echo "$file $(stat -c '%F %a %t:%T %u:%g' $file) $(readlink $file)"; done
      """;

  /** How a file is masked, the console bound, and a folder given its mode, may differ. */
  private static final String MASKS =
      "MASKS='s#^(/proc/[^ ]*|/sys/[^ ]*|/dev/console) .*#\\1#;s#^(/kept .*),mode=.*#\\1#'\n";

  private PeerLook() {}

  /** The script, with more to do after it. */
  static String with(String more) {
    String namespaces =
        NAMESPACES.stream()
            .map(
                name ->
                    "test \"$(readlink /proc/1/ns/"
                        + name
                        + ")\" = '"
                        + host(name)
                        + "' && echo "
                        + name
                        + " is the host\\'s\n")
            .collect(Collectors.joining());
    return MASKS + SCRIPT + "at namespaces\n" + namespaces + "at more\n" + more;
  }

  private static String host(String namespace) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns", namespace)).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
