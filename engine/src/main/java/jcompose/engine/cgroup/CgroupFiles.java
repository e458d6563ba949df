package jcompose.engine.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.state.IoReason;

/** Files and folders of a cgroup file system, by system calls so that no errno is lost. */
final class CgroupFiles {
  private static final int AT_FDCWD = -100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_PATH = 0x200000;

  private static final long THIS_PROCESS = ProcessHandle.current().pid();

  private CgroupFiles() {}

  /** Writes in one call from the calling thread, which is whom {@code tasks} moves for "0". */
  static void write(Path file, String value) {
    try (CgroupFile open = CgroupFile.open(file)) {
      open.write(value);
    }
  }

  /** A descriptor that only names the folder. */
  static int openFolder(Path folder) {
    return open(folder, O_PATH | O_CLOEXEC);
  }

  /** A descriptor for reading, or for poll(2). */
  static int openFile(Path file) {
    return open(file, O_CLOEXEC);
  }

  private static int open(Path path, int flags) {
    try (NativeMemory memory = new NativeMemory()) {
      return (int)
          Kernel.check(
              "open(\"" + path + "\")",
              Syscall.OPENAT,
              AT_FDCWD,
              memory.string(path.toString()),
              flags);
    }
  }

  static void close(int fd) {
    Kernel.call(Syscall.CLOSE, fd);
  }

  static void makeFolder(Path folder) {
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(
          "mkdir(\"" + folder + "\")",
          Syscall.MKDIRAT,
          AT_FDCWD,
          memory.string(folder.toString()),
          0755);
    }
  }

  /** Removes an empty group; one that is not there is fine. */
  static void removeFolder(Path folder) {
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(
          "rmdir(\"" + folder + "\")",
          Syscall.UNLINKAT,
          AT_FDCWD,
          memory.string(folder.toString()),
          AT_REMOVEDIR);
    } catch (SyscallException e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  /** The text of a file; empty when the group is gone or the kernel has no such file. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      // ENODEV: the group was removed between open and read
      if (!Files.exists(file)) {
        return "";
      }
      throw new EngineException("cgroup file " + file + " cannot be read: " + IoReason.of(e), e);
    }
  }

  /** The group itself and all below it, the deepest first. */
  static List<Path> tree(Path group) {
    if (!Files.isDirectory(group)) {
      return List.of(); // the rule before a container starts, and much cheaper than an exception
    }
    List<Path> groups = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(group, Files::isDirectory)) {
      children.forEach(child -> groups.addAll(tree(child)));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new EngineException("cgroup " + group + " cannot be listed: " + IoReason.of(e), e);
    }
    groups.add(group);
    return groups;
  }

  /**
   * The processes of the group and of all below it; those of other PID namespaces are left out, and
   * so is this one: on v1 the thread that makes a container's process is in its groups for a while,
   * and with it the whole process would be killed.
   */
  static List<Integer> processes(Path group) {
    return tree(group).stream()
        .flatMap(folder -> read(folder.resolve("cgroup.procs")).lines())
        .map(Integer::valueOf)
        .filter(pid -> pid > 0 && pid != THIS_PROCESS)
        .toList();
  }

  /** The number after {@code key} in a file of {@code key value} lines, 0 without it. */
  static long number(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key + " "))
        .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).trim()))
        .findFirst()
        .orElse(0);
  }
}
