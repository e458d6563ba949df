package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.MountConfig;
import jcompose.engine.rootfs.ContainerFiles;
import jcompose.engine.rootfs.TreeCopy;

/**
 * A tmpfs that begins with what is at its place ({@code tmpcopyup}): made and filled beforehand.
 */
final class PreparedTmpfs {
  private static final long CLOEXEC = 1;
  private static final long SET_FLAG = 0;
  private static final long SET_STRING = 1;
  private static final long CREATE = 6;
  private static final long O_PATH = 0x200000;
  private static final Pattern MODE = Pattern.compile("(?:^|,)mode=0*([0-7]{1,4})(?:,|$)");

  private PreparedTmpfs() {}

  /** A detached mount; the caller closes it. */
  static Descriptor make(Path rootfs, MountConfig mount, int lowest) {
    MountOptions options = MountOptions.parse(mount.options());
    Descriptor made = mount(options.data()).above(lowest);
    try (Descriptor root = Descriptor.open(rootfs, O_PATH);
        Descriptor folder = reopened(made)) {
      String place = "/" + ContainerRoot.clean(mount.destination());
      Optional<Integer> source = ContainerFiles.open(root.number(), place, 0);
      if (source.isPresent()) {
        try {
          TreeCopy.copy(source.get(), folder.number());
        } finally {
          Kernel.call(Syscall.CLOSE, source.get());
        }
      }
      Matcher mode = MODE.matcher(options.data());
      if (mode.find()) {
        Kernel.check(
            "fchmod(\"" + place + "\")",
            Syscall.FCHMOD,
            folder.number(),
            Integer.parseInt(mode.group(1), 8));
      }
      return made;
    } catch (RuntimeException failure) {
      made.close();
      throw failure;
    }
  }

  /** What fsmount answers stands for the mount only, like O_PATH. */
  private static Descriptor reopened(Descriptor mount) {
    try (NativeMemory memory = new NativeMemory()) {
      return Descriptor.owning(
          (int)
              Kernel.check(
                  "openat(<tmpfs>, \".\")",
                  Syscall.OPENAT,
                  mount.number(),
                  memory.string("."),
                  OpenFlags.DIRECTORY | OpenFlags.CLOEXEC));
    }
  }

  private static Descriptor mount(String data) {
    try (NativeMemory memory = new NativeMemory();
        Descriptor context =
            Descriptor.owning(
                (int)
                    Kernel.check(
                        "fsopen(\"tmpfs\")", Syscall.FSOPEN, memory.string("tmpfs"), CLOEXEC))) {
      for (String option : data.isEmpty() ? new String[0] : data.split(",", -1)) {
        int equals = option.indexOf('=');
        String key = equals < 0 ? option : option.substring(0, equals);
        Kernel.check(
            "fsconfig(tmpfs, \"" + option + "\")",
            Syscall.FSCONFIG,
            context.number(),
            equals < 0 ? SET_FLAG : SET_STRING,
            memory.string(key),
            equals < 0 ? 0 : memory.string(option.substring(equals + 1)),
            0);
      }
      Kernel.check("fsconfig(tmpfs, CREATE)", Syscall.FSCONFIG, context.number(), CREATE, 0, 0, 0);
      return Descriptor.owning(
          (int) Kernel.check("fsmount(tmpfs)", Syscall.FSMOUNT, context.number(), CLOEXEC, 0));
    }
  }
}
