package jcompose.engine.rootfs;

import static jcompose.engine.linux.OpenFlags.AT_FDCWD;
import static jcompose.engine.linux.OpenFlags.CLOEXEC;
import static jcompose.engine.linux.OpenFlags.DIRECTORY;
import static jcompose.engine.linux.OpenFlags.NOFOLLOW;
import static jcompose.engine.linux.OpenFlags.PATH;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;

/**
 * A file of an image, read from the layer that has it. To mount the layers for that, as {@link
 * ImageView} does, takes longer than everything else that is looked up for a container.
 */
final class LayeredFile {
  private static final String ABSENT = "";
  private static final String OPAQUE = "trusted.overlay.opaque";
  private static final String REDIRECT = "trusted.overlay.redirect";
  private static final String METACOPY = "trusted.overlay.metacopy";
  private static final int LONGEST_VALUE = 16;

  private LayeredFile() {}

  /**
   * The text of {@code /folder/name}, empty text when the image has no such file.
   *
   * @param layers the base first
   * @return nothing when only an overlay can tell: for links, and for what an overlay marks
   */
  static Optional<String> text(List<Path> layers, String folder, String name, int most) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Path place = layers.get(i).resolve(folder);
      int opened = openFolder(place);
      if (opened >= 0) {
        try {
          int file = openIn(opened, name);
          if (file >= 0) {
            return text(file, place.resolve(name), most);
          }
          if (file != -Errno.ENOENT.number() || marked(place, REDIRECT)) {
            return Optional.empty();
          }
        } finally {
          Kernel.call(Syscall.CLOSE, opened);
        }
        if (marked(place, OPAQUE)) {
          return Optional.of(ABSENT);
        }
      } else if (opened != -Errno.ENOENT.number()) {
        return Optional.empty();
      }
    }
    return Optional.of(ABSENT);
  }

  private static Optional<String> text(int file, Path path, int most) {
    try {
      FileStatus status = FileStatus.of(file);
      if (status.isWhiteout()) {
        return Optional.of(ABSENT);
      }
      return !status.isRegular() || status.size() > most || marked(path, METACOPY)
          ? Optional.empty()
          : Optional.of(new String(ContainerFiles.content(file, most), StandardCharsets.UTF_8));
    } finally {
      Kernel.call(Syscall.CLOSE, file);
    }
  }

  private static int openFolder(Path path) {
    return open((int) AT_FDCWD, path.toString(), DIRECTORY);
  }

  private static int openIn(int folder, String name) {
    return open(folder, name, 0);
  }

  private static int open(int folder, String path, long flags) {
    try (NativeMemory memory = new NativeMemory()) {
      return (int)
          Kernel.call(
              Syscall.OPENAT, folder, memory.string(path), flags | PATH | NOFOLLOW | CLOEXEC);
    }
  }

  /** Whether an attribute is there; one that cannot be read counts. */
  private static boolean marked(Path path, String attribute) {
    try (NativeMemory memory = new NativeMemory()) {
      long result =
          Kernel.call(
              Syscall.LGETXATTR,
              memory.string(path.toString()),
              memory.string(attribute),
              memory.allocate(LONGEST_VALUE),
              LONGEST_VALUE);
      return result != -Errno.ENODATA.number();
    }
  }
}
