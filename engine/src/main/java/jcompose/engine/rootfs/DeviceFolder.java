package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.NODEV;
import static jcompose.engine.program.Flags.NOEXEC;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.NOSUID;
import static jcompose.engine.program.Flags.STRICTATIME;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;

/** A container's own /dev. */
public final class DeviceFolder {
  private static final String CONSOLE = "/dev/console";
  private static final int PLAIN_FILE = 0x8000;
  private static final List<DeviceNode> NODES =
      List.of(
          DeviceNode.character("/dev/null", 1, 3),
          DeviceNode.character("/dev/zero", 1, 5),
          DeviceNode.character("/dev/full", 1, 7),
          DeviceNode.character("/dev/random", 1, 8),
          DeviceNode.character("/dev/urandom", 1, 9),
          DeviceNode.character("/dev/tty", 5, 0));
  private static final Map<String, String> LINKS =
      new TreeMap<>(
          Map.of(
              "/dev/fd", "/proc/self/fd",
              "/dev/stdin", "/proc/self/fd/0",
              "/dev/stdout", "/proc/self/fd/1",
              "/dev/stderr", "/proc/self/fd/2",
              "/dev/core", "/proc/kcore",
              "/dev/ptmx", "pts/ptmx"));

  private static final List<Operation> WITH_SHM = made(true);
  private static final List<Operation> WITHOUT_SHM = made(false);

  private DeviceFolder() {}

  /** Whether every container has this anyway, as a node or as a link. */
  public static boolean isDefault(String target) {
    return LINKS.containsKey(target)
        || target.equals(CONSOLE)
        || NODES.stream().anyMatch(node -> node.target().equals(target));
  }

  /**
   * Mounts and fills it. {@code umask} must be 0.
   *
   * @param ownShm whether /dev/shm is the container's own memory; else a mount makes it
   */
  public static List<Operation> operations(boolean ownShm) {
    return ownShm ? WITH_SHM : WITHOUT_SHM;
  }

  private static List<Operation> made(boolean ownShm) {
    List<Operation> nodes = new ArrayList<>();
    for (DeviceNode node : NODES) {
      nodes.add(FileCalls.mknod(node.target(), node.mode(), node.major(), node.minor()));
    }
    return operations(ownShm, nodes, ",gid=5");
  }

  /**
   * The same in a user namespace, where no node can be made: the host's are mounted.
   *
   * @param trees of the nodes, by path
   * @param terminals whether it has the group of terminals, 5
   */
  public static List<Operation> operations(
      boolean ownShm, Map<String, Integer> trees, boolean terminals) {
    List<Operation> nodes = new ArrayList<>();
    trees.forEach(
        (node, tree) -> {
          nodes.add(FileCalls.mknod(node, PLAIN_FILE | 0666, 0, 0));
          nodes.add(MountCalls.moveMount(tree, node));
        });
    return operations(ownShm, nodes, terminals ? ",gid=5" : "");
  }

  /** The paths of the nodes. */
  static List<String> nodes() {
    return NODES.stream().map(DeviceNode::target).toList();
  }

  private static List<Operation> operations(boolean ownShm, List<Operation> nodes, String group) {
    List<Operation> operations = new ArrayList<>();
    operations.add(
        MountCalls.mount("tmpfs", "/dev", "tmpfs", NOSUID.or(STRICTATIME), "mode=755,size=65536k"));
    operations.addAll(nodes);
    operations.add(FileCalls.mkdir("/dev/pts", 0755));
    operations.add(
        MountCalls.mount(
            "devpts",
            "/dev/pts",
            "devpts",
            NOSUID.or(NOEXEC),
            "newinstance,ptmxmode=0666,mode=0620" + group));
    if (ownShm) {
      operations.add(FileCalls.mkdir("/dev/shm", 01777));
      operations.add(
          MountCalls.mount(
              "shm", "/dev/shm", "tmpfs", NOSUID.or(NODEV).or(NOEXEC), "mode=1777,size=65536k"));
    }
    operations.add(FileCalls.mkdir("/dev/mqueue", 01777));
    operations.add(
        MountCalls.mount("mqueue", "/dev/mqueue", "mqueue", NOSUID.or(NODEV).or(NOEXEC)));
    LINKS.forEach((path, content) -> operations.add(FileCalls.symlink(content, path)));
    return operations;
  }

  /**
   * Gives a container without a terminal a /dev/console that swallows everything: the real one is
   * the host's.
   */
  public static List<Operation> silentConsole() {
    return console("/dev/null");
  }

  /** Gives a container its terminal as /dev/console too. */
  public static List<Operation> console(String terminal) {
    return List.of(
        FileCalls.mknod(CONSOLE, PLAIN_FILE | 0600, 0, 0),
        MountCalls.bind(terminal, CONSOLE, NONE));
  }
}
