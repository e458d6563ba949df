package jcompose.engine.rootfs;

import java.util.Map;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Flags;

/**
 * Attributes of mounts as mount_setattr(2) changes them.
 *
 * @param set bits to set
 * @param cleared bits to clear beforehand
 */
record MountAttributes(Word set, Word cleared) {
  static final MountAttributes NONE = new MountAttributes(Flags.NONE, Flags.NONE);

  /** The kinds of access times share bits, of which all are cleared before one is set. */
  private static final Word ATIME = new Word(0x70, "ATIME");

  private static final Map<String, Word> BITS =
      Map.of(
          "ro", new Word(0x1, "RDONLY"),
          "nosuid", new Word(0x2, "NOSUID"),
          "nodev", new Word(0x4, "NODEV"),
          "noexec", new Word(0x8, "NOEXEC"),
          "nodiratime", new Word(0x80, "NODIRATIME"),
          "nosymfollow", new Word(0x200000, "NOSYMFOLLOW"));
  private static final Map<String, Word> ACCESS_TIMES =
      Map.of(
          "relatime", Flags.NONE,
          "noatime", new Word(0x10, "NOATIME"),
          "strictatime", new Word(0x20, "STRICTATIME"));

  /** Whether a word stands for one. */
  static boolean knows(String word) {
    return BITS.containsKey(word) || ACCESS_TIMES.containsKey(word);
  }

  /** Attributes by the words that set them; those that map to false are cleared. */
  static MountAttributes of(Map<String, Boolean> words) {
    Word set = Flags.NONE;
    Word cleared = Flags.NONE;
    for (Map.Entry<String, Boolean> word : words.entrySet()) {
      Word bit = BITS.get(word.getKey());
      if (bit == null) {
        // Clearing one kind leaves the default, which is relatime.
        cleared = (cleared.value() & ATIME.value()) == 0 ? cleared.or(ATIME) : cleared;
        Word kind = ACCESS_TIMES.getOrDefault(word.getKey(), Flags.NONE);
        set = word.getValue() ? set.or(kind) : set;
      } else if (word.getValue()) {
        set = set.or(bit);
      } else {
        cleared = cleared.or(bit);
      }
    }
    return new MountAttributes(set, cleared);
  }

  boolean isEmpty() {
    return set.value() == 0 && cleared.value() == 0;
  }
}
