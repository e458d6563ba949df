package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.NOATIME;
import static jcompose.engine.program.Flags.NODEV;
import static jcompose.engine.program.Flags.NODIRATIME;
import static jcompose.engine.program.Flags.NOEXEC;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.NOSUID;
import static jcompose.engine.program.Flags.RDONLY;
import static jcompose.engine.program.Flags.RELATIME;
import static jcompose.engine.program.Flags.STRICTATIME;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import jcompose.engine.program.Argument.Word;

/**
 * The options of a tmpfs as mount(2) wants them.
 *
 * @param flags what is a flag
 * @param data what the file system itself reads, for example {@code size=64m}
 */
record TmpfsOptions(Word flags, String data) {
  private static final Map<String, Word> SET =
      Map.of(
          "ro", RDONLY,
          "nosuid", NOSUID,
          "nodev", NODEV,
          "noexec", NOEXEC,
          "noatime", NOATIME,
          "nodiratime", NODIRATIME,
          "relatime", RELATIME,
          "strictatime", STRICTATIME);
  private static final Map<String, String> CLEARED =
      Map.of(
          "rw", "ro",
          "suid", "nosuid",
          "dev", "nodev",
          "exec", "noexec",
          "atime", "noatime",
          "diratime", "nodiratime",
          "norelatime", "relatime",
          "nostrictatime", "strictatime");

  /** Reads options that are added to Docker's {@code nosuid,nodev,noexec}. */
  static TmpfsOptions parse(String options, boolean readonly) {
    Map<String, Word> flags = new LinkedHashMap<>();
    flags.put("nosuid", NOSUID);
    flags.put("nodev", NODEV);
    flags.put("noexec", NOEXEC);
    StringJoiner data = new StringJoiner(",");
    for (String option : (readonly ? options + ",ro" : options).split(",", -1)) {
      Word set = SET.get(option);
      String cleared = CLEARED.get(option);
      if (set != null) {
        flags.put(option, set);
      } else if (cleared != null) {
        flags.remove(cleared);
      } else if (!option.isEmpty()) {
        data.add(option);
      }
    }
    Word all = NONE;
    for (Word flag : flags.values()) {
      all = all.or(flag);
    }
    return new TmpfsOptions(all, data.toString());
  }
}
