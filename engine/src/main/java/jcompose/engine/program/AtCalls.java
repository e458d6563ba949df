package jcompose.engine.program;

import static jcompose.engine.program.Flags.AT_EMPTY_PATH;
import static jcompose.engine.program.Flags.AT_RECURSIVE;
import static jcompose.engine.program.Flags.AT_SYMLINK_NOFOLLOW;
import static jcompose.engine.program.Flags.CWD;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.OPEN_TREE_CLOEXEC;
import static jcompose.engine.program.Flags.OPEN_TREE_CLONE;
import static jcompose.engine.program.Flags.O_CLOEXEC;

import java.nio.charset.StandardCharsets;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Word;

/**
 * Operations relative to an open folder, by descriptor: where nothing may be found twice by a path
 * that somebody could change in between.
 */
public final class AtCalls {
  private static final int OPEN_HOW_SIZE = 24;
  private static final int MOUNT_ATTR_SIZE = 32;

  private AtCalls() {}

  /** Opens what a path leads to, with restrictions: openat2(2). */
  public static Operation open(int folder, String path, Word flags, Word resolve) {
    Word all = flags.or(O_CLOEXEC);
    return Operation.of(
        Syscall.OPENAT2,
        Word.of(folder),
        new Text(path),
        Struct.of("{" + all.text() + ", " + resolve.text() + "}", all.value(), 0, resolve.value()),
        Word.of(OPEN_HOW_SIZE));
  }

  /** Makes a folder that may be there already. */
  public static Operation mkdir(int folder, String name, int mode) {
    return Operation.of(Syscall.MKDIRAT, Word.of(folder), new Text(name), Word.mode(mode))
        .tolerating(Errno.EEXIST);
  }

  /** Makes a node that may be there already: a device, a FIFO, or a plain file with device 0. */
  public static Operation mknod(int folder, String name, int mode, int major, int minor) {
    long device = (minor & 0xffL) | ((long) major << 8) | ((minor & ~0xffL) << 12);
    Word number =
        major == 0 && minor == 0 ? NONE : new Word(device, "dev(" + major + ", " + minor + ")");
    return Operation.of(Syscall.MKNODAT, Word.of(folder), new Text(name), Word.mode(mode), number)
        .tolerating(Errno.EEXIST);
  }

  /** Makes a symbolic link where nothing may be yet. */
  public static Operation symlink(String content, int folder, String name) {
    return Operation.of(Syscall.SYMLINKAT, new Text(content), Word.of(folder), new Text(name))
        .tolerating(Errno.EEXIST);
  }

  /** Removes a name that is no folder and need not be there. */
  public static Operation unlink(int folder, String name) {
    return Operation.of(Syscall.UNLINKAT, Word.of(folder), new Text(name), NONE)
        .tolerating(Errno.ENOENT);
  }

  /** Changes the owner of a file, not through a link. */
  public static Operation chown(int folder, String name, long uid, long gid) {
    return Operation.of(
        Syscall.FCHOWNAT,
        Word.of(folder),
        new Text(name),
        Word.of(uid),
        Word.of(gid),
        AT_SYMLINK_NOFOLLOW);
  }

  /** Writes a text in one call. */
  public static Operation write(int descriptor, String text) {
    return Operation.of(
        Syscall.WRITE,
        Word.of(descriptor),
        new Text(text),
        Word.of(text.getBytes(StandardCharsets.UTF_8).length));
  }

  /** Waits for a byte. */
  public static Operation readByte(int descriptor) {
    return Operation.of(Syscall.READ, Word.of(descriptor), Struct.of("{1 byte}", 0), Word.of(1));
  }

  /** A call that never fails, for what it leaves out. */
  public static Operation jump(int operations) {
    return Operation.of(Syscall.GETPID).skipping(operations);
  }

  /** A detached copy of the mount at a path of the caller's own; opens a descriptor. */
  public static Operation cloneTree(String path, boolean recursive) {
    return Operation.of(Syscall.OPEN_TREE, CWD, new Text(path), cloning(recursive));
  }

  /** A detached copy of what a descriptor stands for; opens a descriptor. */
  public static Operation cloneTree(int descriptor, boolean recursive) {
    return Operation.of(
        Syscall.OPEN_TREE, Word.of(descriptor), new Text(""), cloning(recursive).or(AT_EMPTY_PATH));
  }

  private static Word cloning(boolean recursive) {
    Word flags = OPEN_TREE_CLONE.or(OPEN_TREE_CLOEXEC);
    return recursive ? flags.or(AT_RECURSIVE) : flags;
  }

  /**
   * Changes attributes of the mount that a descriptor stands for; needs Linux 5.12.
   *
   * @param set MOUNT_ATTR_* to set
   * @param clear MOUNT_ATTR_* to clear
   * @param propagation MS_SHARED and the like, or none
   */
  public static Operation setAttributes(
      int mount, boolean recursive, Word set, Word clear, Word propagation) {
    return Operation.of(
        Syscall.MOUNT_SETATTR,
        Word.of(mount),
        new Text(""),
        recursive ? AT_EMPTY_PATH.or(AT_RECURSIVE) : AT_EMPTY_PATH,
        Struct.of(
            "{+" + set.text() + ", -" + clear.text() + ", " + propagation.text() + "}",
            set.value(),
            clear.value(),
            propagation.value(),
            0),
        Word.of(MOUNT_ATTR_SIZE));
  }

  /** Mounts on the working directory. */
  public static Operation mountHere(String source, String type, Word flags, String data) {
    return Operation.of(
        Syscall.MOUNT,
        new Text(source),
        new Text("."),
        new Text(type),
        flags,
        data.isEmpty() ? new Word(0, "NULL") : new Text(data));
  }
}
