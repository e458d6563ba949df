package jcompose.engine.rootfs;

import java.util.Locale;
import java.util.Optional;
import jcompose.engine.program.Argument.Word;

/**
 * Where else mounts below a mount appear: mount_namespaces(7).
 *
 * @param kind how
 * @param recursive whether the mounts that are there already change too
 */
public record Propagation(Kind kind, boolean recursive) {
  /** The kinds, with their MS_* flags. */
  public enum Kind {
    UNBINDABLE(1 << 17),
    PRIVATE(1 << 18),
    SLAVE(1 << 19),
    SHARED(1 << 20);

    private final long flag;

    Kind(long flag) {
      this.flag = flag;
    }

    Word word() {
      return new Word(flag, name());
    }
  }

  /** What a word such as {@code rslave} means; empty for other words. */
  public static Optional<Propagation> of(String word) {
    for (Kind kind : Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (word.equals(name) || word.equals("r" + name)) {
        return Optional.of(new Propagation(kind, word.startsWith("r")));
      }
    }
    return Optional.empty();
  }

  /** Whether the source must be opened while it still hears of the host's mounts. */
  boolean reachesTheHost() {
    return kind == Kind.SHARED || kind == Kind.SLAVE;
  }
}
