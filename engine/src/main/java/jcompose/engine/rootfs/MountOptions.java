package jcompose.engine.rootfs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Flags;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;

/**
 * Mount options sorted by who takes them; words are those of mount(8) and of the OCI runtime
 * specification, of which the last one counts.
 *
 * @param flags for mount(2)
 * @param own attributes of the mount itself, for mount_setattr(2)
 * @param below attributes of the mount and of all below it
 * @param propagation how it propagates, empty for the default, which is private
 * @param recursive whether a bind takes the mounts below along
 * @param data words for the file system itself, for example {@code size=64m}
 */
public record MountOptions(
    Word flags,
    MountAttributes own,
    MountAttributes below,
    Optional<Propagation> propagation,
    boolean recursive,
    List<String> data) {

  /** Flags that are set by a word, and cleared by another. */
  private static final Map<String, Word> SET = new LinkedHashMap<>();

  private static final Map<String, String> CLEARED =
      Map.ofEntries(
          Map.entry("rw", "ro"),
          Map.entry("suid", "nosuid"),
          Map.entry("dev", "nodev"),
          Map.entry("exec", "noexec"),
          Map.entry("atime", "noatime"),
          Map.entry("diratime", "nodiratime"),
          Map.entry("norelatime", "relatime"),
          Map.entry("nostrictatime", "strictatime"),
          Map.entry("symfollow", "nosymfollow"),
          Map.entry("async", "sync"),
          Map.entry("nolazytime", "lazytime"),
          Map.entry("noiversion", "iversion"),
          Map.entry("nomand", "mand"),
          Map.entry("loud", "silent"));

  static {
    SET.put("ro", Flags.RDONLY);
    SET.put("nosuid", Flags.NOSUID);
    SET.put("nodev", Flags.NODEV);
    SET.put("noexec", Flags.NOEXEC);
    SET.put("noatime", Flags.NOATIME);
    SET.put("nodiratime", Flags.NODIRATIME);
    SET.put("relatime", Flags.RELATIME);
    SET.put("strictatime", Flags.STRICTATIME);
    SET.put("nosymfollow", new Word(0x100, "NOSYMFOLLOW"));
    SET.put("sync", new Word(0x10, "SYNCHRONOUS"));
    SET.put("dirsync", new Word(0x80, "DIRSYNC"));
    SET.put("lazytime", new Word(0x2000000, "LAZYTIME"));
    SET.put("iversion", new Word(0x800000, "I_VERSION"));
    SET.put("mand", new Word(0x40, "MANDLOCK"));
    SET.put("silent", new Word(0x8000, "SILENT"));
  }

  /** Copies the list. */
  public MountOptions {
    data = List.copyOf(data);
  }

  /** Sorts options. */
  public static MountOptions parse(List<String> options) {
    Map<String, Word> flags = new LinkedHashMap<>();
    Map<String, Boolean> below = new LinkedHashMap<>();
    Optional<Propagation> propagation = Optional.empty();
    boolean recursive = true;
    List<String> data = new ArrayList<>();
    for (String option : options) {
      Optional<Propagation> spread = Propagation.of(option);
      Word set = SET.get(option);
      String bare = option.startsWith("r") ? option.substring(1) : "";
      if (spread.isPresent()) {
        propagation = spread;
      } else if (option.equals("bind") || option.equals("rbind")) {
        recursive = option.equals("rbind");
      } else if (set != null) {
        flags.put(option, set);
      } else if (CLEARED.containsKey(option)) {
        flags.remove(CLEARED.get(option));
      } else if (MountAttributes.knows(bare)) {
        below.put(bare, true);
      } else if (CLEARED.containsKey(bare) && MountAttributes.knows(CLEARED.get(bare))) {
        below.put(CLEARED.get(bare), false);
      } else if (!option.isEmpty() && !option.equals("defaults")) {
        data.add(option);
      }
    }
    Word all = Flags.NONE;
    Map<String, Boolean> own = new LinkedHashMap<>();
    for (Map.Entry<String, Word> flag : flags.entrySet()) {
      all = all.or(flag.getValue());
      if (MountAttributes.knows(flag.getKey())) {
        own.put(flag.getKey(), true);
      }
    }
    return new MountOptions(
        all, MountAttributes.of(own), MountAttributes.of(below), propagation, recursive, data);
  }

  /** The words for the file system as mount(2) takes them. */
  String dataText() {
    StringJoiner joined = new StringJoiner(",");
    data.forEach(joined::add);
    return joined.toString();
  }

  /** Gives a detached mount its attributes, and those below it theirs. */
  public List<Operation> operations(int tree) {
    List<Operation> operations = new ArrayList<>();
    if (!own.isEmpty()) {
      operations.add(MountCalls.setAttributes(tree, Flags.NONE, own.set(), own.cleared()));
    }
    if (!below.isEmpty()) {
      operations.add(
          MountCalls.setAttributes(tree, Flags.AT_RECURSIVE, below.set(), below.cleared()));
    }
    return operations;
  }
}
