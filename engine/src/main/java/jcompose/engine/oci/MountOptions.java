package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Flags;

/**
 * The options of a mount, sorted by what takes them.
 *
 * @param flags of mount(2)
 * @param set MOUNT_ATTR_* that the options set, for bind mounts
 * @param cleared MOUNT_ATTR_* that the options clear, for bind mounts
 * @param recursiveSet the same for all mounts below
 * @param recursiveCleared the same for all mounts below
 * @param propagations in the given order
 * @param data what the file system itself reads
 * @param copiesUp whether a tmpfs begins with what is at its place
 */
record MountOptions(
    Word flags,
    Word set,
    Word cleared,
    Word recursiveSet,
    Word recursiveCleared,
    List<Propagation> propagations,
    String data,
    boolean copiesUp) {
  private static final Word NONE = Flags.NONE;
  private static final Word ANY_ATIME = new Word(0x70, "ATIME");
  private static final Set<String> OF_BINDS = Set.of("bind", "rbind", "idmap", "ridmap");
  private static final Map<String, Choice> CHOICES = new HashMap<>();
  private static final Map<String, Propagation> PROPAGATIONS = new HashMap<>();

  /** MS_SHARED and the like, for one mount or all below it too. */
  record Propagation(Word type, boolean recursive) {}

  /** What one option does: a flag of mount(2) and an attribute of a mount, set or cleared. */
  private record Choice(Word flag, Word attribute, boolean sets) {}

  static {
    choice("ro", "rw", Flags.RDONLY, 0x1);
    choice("nosuid", "suid", Flags.NOSUID, 0x2);
    choice("nodev", "dev", Flags.NODEV, 0x4);
    choice("noexec", "exec", Flags.NOEXEC, 0x8);
    choice("noatime", "atime", Flags.NOATIME, 0x10);
    choice("strictatime", "nostrictatime", Flags.STRICTATIME, 0x20);
    choice("nodiratime", "diratime", Flags.NODIRATIME, 0x80);
    choice("nosymfollow", "symfollow", new Word(0x100, "NOSYMFOLLOW"), 0x200000);
    choice("relatime", "norelatime", Flags.RELATIME, 0);
    choice("sync", "async", new Word(0x10, "SYNCHRONOUS"), 0);
    choice("mand", "nomand", new Word(0x40, "MANDLOCK"), 0);
    choice("dirsync", "", new Word(0x80, "DIRSYNC"), 0);
    choice("silent", "loud", new Word(0x8000, "SILENT"), 0);
    choice("iversion", "noiversion", new Word(0x800000, "I_VERSION"), 0);
    choice("lazytime", "nolazytime", new Word(0x2000000, "LAZYTIME"), 0);
    choice("remount", "", Flags.REMOUNT, 0);
    propagation("shared", 0x100000);
    propagation("slave", 0x80000);
    propagation("private", 0x40000);
    propagation("unbindable", 0x20000);
  }

  MountOptions {
    propagations = List.copyOf(propagations);
  }

  private static void choice(String on, String off, Word flag, int attribute) {
    Word word = attribute == 0 ? NONE : new Word(attribute, flag.text());
    CHOICES.put(on, new Choice(flag, word, true));
    CHOICES.put(off, new Choice(flag, word, false));
  }

  private static void propagation(String name, int type) {
    Word word = new Word(type, name.toUpperCase(java.util.Locale.ROOT));
    PROPAGATIONS.put(name, new Propagation(word, false));
    PROPAGATIONS.put("r" + name, new Propagation(word, true));
  }

  /** How {@code linux.rootfsPropagation} or an option says it; null for other words. */
  static @org.jspecify.annotations.Nullable Propagation propagation(String name) {
    return PROPAGATIONS.get(name);
  }

  /** All words that are not the file system's own. */
  static List<String> known() {
    List<String> words = new ArrayList<>(PROPAGATIONS.keySet());
    CHOICES.forEach(
        (word, choice) -> {
          if (!word.isEmpty()) {
            words.add(word);
            if (choice.attribute().value() != 0) {
              words.add("r" + word);
            }
          }
        });
    words.add("tmpcopyup");
    words.addAll(OF_BINDS);
    return words;
  }

  static MountOptions parse(List<String> options) {
    Word flags = NONE;
    Word set = NONE;
    Word cleared = NONE;
    Word recursiveSet = NONE;
    Word recursiveCleared = NONE;
    List<Propagation> propagations = new ArrayList<>();
    List<String> data = new ArrayList<>();
    boolean copiesUp = false;
    for (String option : options) {
      Choice choice = CHOICES.get(option);
      Choice recursive = option.startsWith("r") ? CHOICES.get(option.substring(1)) : null;
      Propagation propagation = PROPAGATIONS.get(option);
      if (propagation != null) {
        propagations.add(propagation);
      } else if (choice != null) {
        flags = choice.sets() ? flags.or(choice.flag()) : without(flags, choice.flag());
        set = choice.sets() ? set.or(choice.attribute()) : without(set, choice.attribute());
        cleared = cleared.or(clearedBy(choice, option));
      } else if (recursive != null) {
        Word attribute = recursive.attribute();
        recursiveSet = recursive.sets() ? recursiveSet.or(attribute) : recursiveSet;
        recursiveCleared = recursiveCleared.or(clearedBy(recursive, option.substring(1)));
      } else if (option.equals("tmpcopyup")) {
        copiesUp = true;
      } else if (!OF_BINDS.contains(option) && !option.equals("defaults")) {
        data.add(option);
      }
    }
    return new MountOptions(
        flags,
        set,
        cleared,
        recursiveSet,
        recursiveCleared,
        propagations,
        String.join(",", data),
        copiesUp);
  }

  /** Access times are one choice of three: the whole of it is cleared before one is set. */
  private static Word clearedBy(Choice choice, String option) {
    if (option.endsWith("atime") && !option.contains("dir")) {
      return ANY_ATIME;
    }
    return choice.sets() ? NONE : choice.attribute();
  }

  private static Word without(Word flags, Word flag) {
    long value = flags.value() & ~flag.value();
    if (value == flags.value()) {
      return flags;
    }
    List<String> texts = new ArrayList<>(List.of(flags.text().split("\\|", -1)));
    texts.remove(flag.text());
    return value == 0 ? NONE : new Word(value, String.join("|", texts));
  }

  /** The same without read-only, for a folder that has still to be filled. */
  MountOptions writable() {
    return new MountOptions(
        without(flags, Flags.RDONLY),
        without(set, new Word(1, "RDONLY")),
        cleared,
        recursiveSet,
        recursiveCleared,
        propagations,
        data,
        copiesUp);
  }

  boolean readonly() {
    return (flags.value() & Flags.RDONLY.value()) != 0;
  }

  boolean remounts() {
    return (flags.value() & Flags.REMOUNT.value()) != 0;
  }
}
