package jcompose.engine.program;

import static jcompose.engine.program.Flags.AT_EMPTY_PATH;
import static jcompose.engine.program.Flags.BIND;
import static jcompose.engine.program.Flags.CWD;
import static jcompose.engine.program.Flags.MOVE_FROM_EMPTY;
import static jcompose.engine.program.Flags.MOVE_FROM_TO_EMPTY;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.OPEN_TREE_CLOEXEC;
import static jcompose.engine.program.Flags.OPEN_TREE_CLONE;
import static jcompose.engine.program.Flags.RDONLY;
import static jcompose.engine.program.Flags.REMOUNT;

import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Word;

/** Operations on mounts: mount(2), open_tree(2), move_mount(2), pivot_root(2). */
public final class MountCalls {
  private static final Word NULL = new Word(0, "NULL");
  private static final int MOUNT_ATTR_SIZE = 32;

  private MountCalls() {}

  /** Mounts a file system that takes no options. */
  public static Operation mount(String source, String target, String type, Word flags) {
    return Operation.of(Syscall.MOUNT, new Text(source), new Text(target), new Text(type), flags);
  }

  /** Mounts a file system. */
  public static Operation mount(
      String source, String target, String type, Word flags, String options) {
    return Operation.of(
        Syscall.MOUNT,
        new Text(source),
        new Text(target),
        new Text(type),
        flags,
        new Text(options));
  }

  /** Changes how a mount and all below it propagate. */
  public static Operation propagate(String target, Word flags) {
    return Operation.of(Syscall.MOUNT, NULL, new Text(target), NULL, flags);
  }

  /** Mounts one file or folder a second time. */
  public static Operation bind(String source, String target, Word flags) {
    return Operation.of(Syscall.MOUNT, new Text(source), new Text(target), NULL, BIND.or(flags));
  }

  /** Makes one mount, not its file system, read-only. */
  public static Operation makeReadonly(String target, Word kept) {
    return Operation.of(
        Syscall.MOUNT, NULL, new Text(target), NULL, REMOUNT.or(BIND).or(RDONLY).or(kept));
  }

  /**
   * A detached copy of a mount; opens a descriptor.
   *
   * @param recursive {@code AT_RECURSIVE} for the mounts below it too
   */
  public static Operation openTree(String path, Word recursive) {
    return Operation.of(
        Syscall.OPEN_TREE,
        CWD,
        new Text(path),
        OPEN_TREE_CLONE.or(OPEN_TREE_CLOEXEC).or(recursive));
  }

  /** The same of an open file or folder. */
  public static Operation openTreeOf(int descriptor, Word recursive) {
    return Operation.of(
        Syscall.OPEN_TREE,
        Word.of(descriptor),
        new Text(""),
        OPEN_TREE_CLONE.or(OPEN_TREE_CLOEXEC).or(AT_EMPTY_PATH).or(recursive));
  }

  /** Changes attributes of a detached mount, or of a whole tree; needs Linux 5.12. */
  public static Operation setAttributes(int tree, Word recursive, Word set, Word cleared) {
    String text =
        (set.value() == 0 ? "" : "+" + set.text())
            + (set.value() == 0 || cleared.value() == 0 ? "" : ", ")
            + (cleared.value() == 0 ? "" : "-" + cleared.text());
    return setAttributes(
        tree, recursive, Struct.of("{" + text + "}", set.value(), cleared.value(), 0, 0));
  }

  /** Sets attributes of what is mounted at a path; needs Linux 5.12. */
  public static Operation setAttributes(String path, Word recursive, Word set) {
    return Operation.of(
        Syscall.MOUNT_SETATTR,
        CWD,
        new Text(path),
        recursive,
        Struct.of("{+" + set.text() + "}", set.value(), 0, 0, 0),
        Word.of(MOUNT_ATTR_SIZE));
  }

  /** Changes how a detached mount propagates, or a whole tree. */
  public static Operation setPropagation(int tree, Word recursive, Word kind) {
    return setAttributes(
        tree, recursive, Struct.of("{" + kind.text() + "}", 0, 0, kind.value(), 0));
  }

  private static Operation setAttributes(int tree, Word recursive, Struct attributes) {
    return Operation.of(
        Syscall.MOUNT_SETATTR,
        Word.of(tree),
        new Text(""),
        AT_EMPTY_PATH.or(recursive),
        attributes,
        Word.of(MOUNT_ATTR_SIZE));
  }

  /** Attaches a detached tree to an open file or folder. */
  public static Operation moveMount(int tree, int target) {
    return Operation.of(
        Syscall.MOVE_MOUNT,
        Word.of(tree),
        new Text(""),
        Word.of(target),
        new Text(""),
        MOVE_FROM_TO_EMPTY);
  }

  /**
   * Shows a detached mount's files as those of other users; needs Linux 5.12, overlayfs on top
   * 5.19.
   *
   * @param userNamespace a descriptor of the namespace whose ids they get
   */
  public static Operation mapIds(int tree, int userNamespace) {
    return setAttributes(
        tree,
        NONE,
        Struct.of("{+IDMAP, user namespace " + userNamespace + "}", 0x100000, 0, 0, userNamespace));
  }

  /** Begins a new file system; opens a descriptor. */
  public static Operation fsopen(String type) {
    return Operation.of(Syscall.FSOPEN, new Text(type), new Word(1, "CLOEXEC"));
  }

  /** Sets an option of a file system that is still to be made. */
  public static Operation fsset(Argument context, String key, String value) {
    return Operation.of(
        Syscall.FSCONFIG, context, new Word(1, "SET_STRING"), new Text(key), new Text(value));
  }

  /** Makes the file system. */
  public static Operation fscreate(Argument context) {
    return Operation.of(Syscall.FSCONFIG, context, new Word(6, "CMD_CREATE"), NULL, NULL);
  }

  /** A detached mount of a new file system; opens a descriptor. */
  public static Operation fsmount(Argument context, Word attributes) {
    return Operation.of(Syscall.FSMOUNT, context, new Word(1, "CLOEXEC"), attributes);
  }

  /** Attaches a detached tree to a path. */
  public static Operation moveMount(int tree, String target) {
    return Operation.of(
        Syscall.MOVE_MOUNT, Word.of(tree), new Text(""), CWD, new Text(target), MOVE_FROM_EMPTY);
  }

  /** Makes the first folder the root and puts the old root on the second. */
  public static Operation pivotRoot(String root, String old) {
    return Operation.of(Syscall.PIVOT_ROOT, new Text(root), new Text(old));
  }

  /** Unmounts. */
  public static Operation unmount(String target, Word flags) {
    return Operation.of(Syscall.UMOUNT2, new Text(target), flags);
  }
}
