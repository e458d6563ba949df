package jcompose.engine.oci;

import static jcompose.engine.program.Flags.IN_ROOT;
import static jcompose.engine.program.Flags.NO_MAGICLINKS;
import static jcompose.engine.program.Flags.NO_SYMLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_PATH;

import java.nio.file.Path;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.AtCalls;
import jcompose.engine.program.ProgramBuilder;

/**
 * The container's root before it is the root: an open folder in which every path is resolved as the
 * container will see it. Nothing is reached by its path twice, so that no link of a hostile image
 * can be exchanged in between.
 */
final class ContainerRoot {
  private static final Word WITHIN = IN_ROOT.or(NO_MAGICLINKS);
  private static final Word STRICTLY = WITHIN.or(NO_SYMLINKS);
  private static final int PLAIN_FILE = 0x8000 | 0644;

  private final ProgramBuilder program;
  private final int root;

  ContainerRoot(ProgramBuilder program, int root) {
    this.program = program;
    this.root = root;
  }

  int descriptor() {
    return root;
  }

  /** The descriptor of a folder, which is made when missing; the caller closes it. */
  int folder(String path) {
    return folder(path, WITHIN);
  }

  /** The same of a folder on whose way no link may be. */
  int folderWithoutLinks(String path) {
    return folder(path, STRICTLY);
  }

  private int folder(String path, Word resolve) {
    Path clean = clean(path);
    if (clean.toString().isEmpty()) {
      return open(".", O_DIRECTORY, resolve);
    }
    int above = root;
    for (int i = 1; i <= clean.getNameCount(); i++) {
      program.add(AtCalls.mkdir(above, clean.getName(i - 1).toString(), 0755));
      int opened = open(clean.subpath(0, i).toString(), O_DIRECTORY, resolve);
      above = closing(above, opened);
    }
    return above;
  }

  /** The descriptor of a file, which is made when missing; the caller closes it. */
  int file(String path) {
    Path clean = clean(path);
    int above = parent(path);
    program.add(AtCalls.mknod(above, clean.getFileName().toString(), PLAIN_FILE, 0, 0));
    int opened = open(clean.toString(), Word.of(0), WITHIN);
    program.close(above);
    return opened;
  }

  /** The descriptor of the folder that a path is in, made when missing; the caller closes it. */
  int parent(String path) {
    Path parent = clean(path).getParent();
    return folder(parent == null ? "/" : parent.toString());
  }

  /** The descriptor of what is there, which must be; the caller closes it. */
  int existing(String path) {
    return open(clean(path).toString(), Word.of(0), WITHIN);
  }

  /** The name of a path's last part. */
  static String name(String path) {
    return clean(path).getFileName().toString();
  }

  private int closing(int above, int opened) {
    if (above != root) {
      program.close(above);
    }
    return opened;
  }

  private int open(String path, Word kind, Word resolve) {
    String text = path.isEmpty() ? "." : path;
    Word flags = kind.value() == 0 ? O_PATH : O_PATH.or(kind);
    return program.open(AtCalls.open(root, text, flags, resolve));
  }

  /** Relative, without {@code .} and {@code ..}, which lead nowhere above the root. */
  static Path clean(String path) {
    return Path.of("/").relativize(Path.of("/" + path).normalize());
  }
}
