package jcompose.engine.spec;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of processors such as {@code 0-2,4}: cpuset(7), "List format". */
public final class CpuList {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

  private CpuList() {}

  /**
   * The list as the words of a mask, the first processor in the lowest bit.
   *
   * @throws IllegalArgumentException for anything that is no list
   */
  public static long[] words(String list) {
    BitSet processors = new BitSet();
    for (String part : list.split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (!range.matches()) {
        throw notAList(list);
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first) {
        throw notAList(list);
      }
      processors.set(first, last + 1);
    }
    return processors.toLongArray();
  }

  private static IllegalArgumentException notAList(String list) {
    return new IllegalArgumentException("'" + list + "' is not a list of processors such as 0-2,4");
  }
}
