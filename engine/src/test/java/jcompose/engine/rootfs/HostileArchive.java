package jcompose.engine.rootfs;

import java.util.List;
import jcompose.engine.LayerLimits;
import jcompose.engine.testing.TestArchive;

/**
 * An archive that nobody honest makes, and what is to become of it.
 *
 * @param name what is wrong with it
 * @param maker writes it
 * @param refusal words of the one message that refuses it; empty when it is unpacked
 * @param tree what it is unpacked to, as {@link TreeText} says it
 */
record HostileArchive(
    String name, Maker maker, String refusal, List<String> tree, LayerLimits limits) {
  /** Writes an archive. */
  @FunctionalInterface
  interface Maker {
    /** The archive as it is stored; {@code outside} is the canary's folder. */
    byte[] stored(String outside);
  }

  /** Writes an archive's entries. */
  @FunctionalInterface
  interface Entries {
    TestArchive add(TestArchive archive, String outside);
  }

  static final LayerLimits LIMITS = new LayerLimits(64 << 20, 10_000);

  static HostileArchive refused(String name, String words, Entries entries) {
    return refusedBytes(name, words, outside -> entries.add(new TestArchive(), outside).tar());
  }

  static HostileArchive refusedBytes(String name, String words, Maker maker) {
    return new HostileArchive(name, maker, words, List.of(), LIMITS);
  }

  static HostileArchive unpacked(String name, Entries entries, String... tree) {
    return unpackedBytes(name, outside -> entries.add(new TestArchive(), outside).tar(), tree);
  }

  static HostileArchive unpackedBytes(String name, Maker maker, String... tree) {
    return new HostileArchive(name, maker, "", List.of(tree), LIMITS);
  }

  HostileArchive within(long bytes, long entries) {
    return new HostileArchive(name, maker, refusal, tree, new LayerLimits(bytes, entries));
  }

  @Override
  public String toString() {
    return name + (refusal.isEmpty() ? ": unpacked" : ": refused");
  }
}
