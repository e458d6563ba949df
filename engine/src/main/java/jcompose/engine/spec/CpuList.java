package jcompose.engine.spec;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processors, or memory nodes, as the kernel lists them, for example {@code 0-2,4}: cpuset(7),
 * "List format".
 *
 * @param numbers theirs
 */
public record CpuList(BitSet numbers) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
  private static final int MOST_OF_A_MASK = 10_000;

  /** Copies the numbers. */
  public CpuList {
    numbers = (BitSet) numbers.clone();
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException for anything that is no list
   */
  public static CpuList parse(String list) {
    BitSet numbers = new BitSet();
    for (String part : list.strip().split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (!range.matches()) {
        throw notAList(list);
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first) {
        throw notAList(list);
      }
      numbers.set(first, last + 1);
    }
    return new CpuList(numbers);
  }

  @Override
  public BitSet numbers() {
    return (BitSet) numbers.clone();
  }

  /**
   * As the words of a mask, the first in the lowest bit.
   *
   * @throws IllegalArgumentException for numbers that no kernel has in a mask
   */
  public long[] words() {
    if (numbers.length() > MOST_OF_A_MASK) {
      throw notAList(text());
    }
    return numbers.toLongArray();
  }

  /** Those that another list does not have. */
  public CpuList without(CpuList other) {
    BitSet rest = numbers();
    rest.andNot(other.numbers);
    return new CpuList(rest);
  }

  /** Whether none is in it. */
  public boolean isEmpty() {
    return numbers.isEmpty();
  }

  /** The shortest form. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int first = numbers.nextSetBit(0); first >= 0; ) {
      int end = numbers.nextClearBit(first);
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (end - 1 > first) {
        text.append('-').append(end - 1);
      }
      first = numbers.nextSetBit(end);
    }
    return text.toString();
  }

  private static IllegalArgumentException notAList(String list) {
    return new IllegalArgumentException(
        "'" + list.strip() + "' is not a list of processors such as 0-2,4");
  }
}
