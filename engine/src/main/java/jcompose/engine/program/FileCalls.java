package jcompose.engine.program;

import static jcompose.engine.program.Flags.AT_SYMLINK_NOFOLLOW;
import static jcompose.engine.program.Flags.CWD;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.O_CLOEXEC;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Word;

/** Operations on files by path; every descriptor they open is closed by execve. */
public final class FileCalls {
  private static final int OPEN_HOW_SIZE = 24;

  private FileCalls() {}

  /** Opens a file by a path whose links may be followed. */
  public static Operation open(String path, Word flags) {
    return Operation.of(Syscall.OPENAT, CWD, new Text(path), flags.or(O_CLOEXEC));
  }

  /** Opens a file that is made when missing. */
  public static Operation open(String path, Word flags, int mode) {
    return Operation.of(Syscall.OPENAT, CWD, new Text(path), flags.or(O_CLOEXEC), Word.mode(mode));
  }

  /** Opens a file by a path that is resolved with restrictions: openat2(2). */
  public static Operation openWithin(String path, Word flags, Word resolve) {
    return openWithin(CWD, path, flags, resolve);
  }

  /** The same below an open folder. */
  public static Operation openWithin(int folder, String path, Word flags, Word resolve) {
    return openWithin(Word.of(folder), path, flags, resolve);
  }

  private static Operation openWithin(Word folder, String path, Word flags, Word resolve) {
    Word all = flags.or(O_CLOEXEC);
    return Operation.of(
        Syscall.OPENAT2,
        folder,
        new Text(path),
        Struct.of("{" + all.text() + ", " + resolve.text() + "}", all.value(), 0, resolve.value()),
        Word.of(OPEN_HOW_SIZE));
  }

  /** Makes a folder that may be there already. */
  public static Operation mkdir(String path, int mode) {
    return Operation.of(Syscall.MKDIRAT, CWD, new Text(path), Word.mode(mode))
        .tolerating(Errno.EEXIST);
  }

  /** Makes a folder and its parents, each of which may be there already. */
  public static List<Operation> mkdirs(String path) {
    List<Operation> operations = new ArrayList<>();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      operations.add(mkdir(path.substring(0, slash), 0755));
    }
    if (path.length() > 1) {
      operations.add(mkdir(path, 0755));
    }
    return operations;
  }

  /** Makes a node: a device, or a plain file with device 0. */
  public static Operation mknod(String path, int mode, int major, int minor) {
    long device = (minor & 0xffL) | ((long) major << 8) | ((minor & ~0xffL) << 12);
    Word number =
        major == 0 && minor == 0 ? NONE : new Word(device, "dev(" + major + ", " + minor + ")");
    return Operation.of(Syscall.MKNODAT, CWD, new Text(path), Word.mode(mode), number);
  }

  /** Makes an empty file that may be there already. */
  public static Operation mknodIfMissing(String path, int mode) {
    return mknod(path, mode, 0, 0).tolerating(Errno.EEXIST);
  }

  /** Makes a symbolic link. */
  public static Operation symlink(String content, String path) {
    return Operation.of(Syscall.SYMLINKAT, new Text(content), CWD, new Text(path));
  }

  /** Removes a name that is no folder. */
  public static Operation unlink(String path) {
    return Operation.of(Syscall.UNLINKAT, CWD, new Text(path), NONE);
  }

  /** Changes the owner of a file, not through a link. */
  public static Operation chown(String path, int uid, int gid) {
    return Operation.of(
        Syscall.FCHOWNAT, CWD, new Text(path), Word.of(uid), Word.of(gid), AT_SYMLINK_NOFOLLOW);
  }

  /** Changes the owner of an open file. */
  public static Operation fchown(int descriptor, int uid, int gid) {
    return Operation.of(Syscall.FCHOWN, Word.of(descriptor), Word.of(uid), Word.of(gid));
  }

  /** Changes the working directory. */
  public static Operation chdir(String path) {
    return Operation.of(Syscall.CHDIR, new Text(path));
  }

  /** Changes the working directory to an open folder. */
  public static Operation fchdir(int descriptor) {
    return Operation.of(Syscall.FCHDIR, Word.of(descriptor));
  }

  /** Bits that new files never get. */
  public static Operation umask(int mask) {
    return Operation.of(Syscall.UMASK, Word.mode(mask));
  }
}
