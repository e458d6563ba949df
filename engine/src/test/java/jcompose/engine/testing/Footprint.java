package jcompose.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What containers leave on a machine when they are not cleaned up, one line each.
 *
 * @param mounts mount points with their type; the same point may occur more than once
 * @param others everything else, each line with its kind first
 */
record Footprint(List<String> mounts, List<String> others) {
  private static final String NFT = "nft";

  /** Looks now. FIFOs and sockets are looked for in the sandbox only. */
  static Footprint take(Sandbox sandbox) throws IOException {
    List<Machine.MountEntry> entries =
        Machine.mounts().stream().filter(mount -> !ofAnotherTest(mount, sandbox)).toList();
    List<String> mounts =
        entries.stream().map(mount -> "mount " + mount.point() + " " + mount.type()).toList();
    List<String> others = new ArrayList<>();
    for (Machine.MountEntry mount : entries) {
      if (mount.type().startsWith("cgroup")) {
        others.addAll(cgroups(mount.point(), sandbox.directories().cgroupParent()));
      }
    }
    list(Path.of("/sys/class/net")).stream()
        .filter(link -> !ofAnotherStack(link, sandbox))
        .forEach(link -> others.add("interface " + link.getFileName()));
    others.addAll(processes(sandbox));
    if (Machine.command(NFT).isPresent()) {
      others.addAll(tables(HostCommand.run(NFT, "list", "tables").out(), sandbox));
    }
    if (below(mounts, sandbox).isEmpty()) {
      others.addAll(pipes(sandbox));
    }
    return new Footprint(mounts, List.copyOf(others));
  }

  /** The tables of rules that are the sandbox's, among those that nft(8) lists. */
  static List<String> tables(String listed, Sandbox sandbox) {
    String owner = sandbox.directories().cgroupParent().replace('-', '_');
    return listed
        .lines()
        .filter(line -> line.startsWith("table ") && line.split(" ", -1)[2].startsWith(owner))
        .toList();
  }

  List<String> mountsBelow(Sandbox sandbox) {
    return below(mounts, sandbox);
  }

  /** The lines that the earlier footprint has not, or has less often. */
  List<String> minus(Footprint earlier) {
    List<String> left = new ArrayList<>(mounts);
    left.addAll(others);
    Stream.concat(earlier.mounts.stream(), earlier.others.stream()).forEach(left::remove);
    return left;
  }

  private static List<String> below(List<String> mounts, Sandbox sandbox) {
    return mounts.stream().filter(line -> line.startsWith("mount " + sandbox.folder())).toList();
  }

  /** Tests and stacks run beside each other. */
  private static boolean ofAnotherTest(Machine.MountEntry mount, Sandbox sandbox) {
    return mount.point().toString().contains(Sandbox.PREFIX)
        && !mount.point().startsWith(sandbox.folder());
  }

  /** Whether a link bears the name of a root that is not the sandbox's. */
  private static boolean ofAnotherStack(Path link, Sandbox sandbox) {
    String alias = read(link.resolve("ifalias"));
    return alias.startsWith("jcompose")
        && !alias.startsWith(sandbox.directories().cgroupParent() + ":");
  }

  /** Groups below the test's own, wherever this process may make them. */
  private static List<String> cgroups(Path hierarchy, String parent) throws IOException {
    try (Stream<Path> tree =
        Files.find(hierarchy, 8, (path, attributes) -> attributes.isDirectory())) {
      return tree.filter(group -> hierarchy.relativize(group).toString().contains(parent))
          .map(group -> "cgroup " + group)
          .toList();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return cgroups(hierarchy, parent); // somebody else's group went while the tree was read
      }
      throw e;
    }
  }

  /**
   * Children of this JVM, dead ones that nobody waited for included, and whoever names the test.
   */
  private static List<String> processes(Sandbox sandbox) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path thread : list(Path.of("/proc/self/task"))) {
      for (String child : read(thread.resolve("children")).split(" ", -1)) {
        if (!child.isBlank()) {
          found.add("child process " + child + " " + read(Path.of("/proc", child, "comm")).strip());
        }
      }
    }
    String self = Long.toString(ProcessHandle.current().pid());
    for (Path process : list(Path.of("/proc"))) {
      String pid = process.getFileName().toString();
      if (!Character.isDigit(pid.charAt(0)) || pid.equals(self)) {
        continue;
      }
      String named = read(process.resolve("cmdline")) + read(process.resolve("environ"));
      if (named.contains(sandbox.folder().toString())) {
        found.add("process " + pid + " " + read(process.resolve("cmdline")).replace('\0', ' '));
      }
    }
    return found;
  }

  private static List<String> pipes(Sandbox sandbox) throws IOException {
    try (Stream<Path> tree = Files.find(sandbox.folder(), 64, Footprint::isPipe)) {
      return tree.map(path -> "FIFO, socket or device " + path).toList();
    }
  }

  private static boolean isPipe(Path path, BasicFileAttributes attributes) {
    return attributes.isOther() && !path.toString().contains("/root/"); // layers may hold devices
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /** A file of /proc or /sys, or nothing when its process has gone or is none of ours to read. */
  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
