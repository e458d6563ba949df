package jcompose.engine.cgroup;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.engine.EngineException;

/** Processors as the kernel writes them, for example {@code 0-1,3}: cpuset(7), "List format". */
record ProcessorList(BitSet numbers) {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");

  static ProcessorList parse(String text) {
    BitSet numbers = new BitSet();
    for (String part : text.strip().split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (!range.matches()) {
        throw new EngineException("'" + text + "' is not a list of processors as 0-1,3");
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first) {
        throw new EngineException("'" + part + "' ends before it begins");
      }
      numbers.set(first, last + 1);
    }
    return new ProcessorList(numbers);
  }

  /** Those that another list does not have. */
  ProcessorList without(ProcessorList other) {
    BitSet rest = (BitSet) numbers.clone();
    rest.andNot(other.numbers);
    return new ProcessorList(rest);
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  /** The shortest form. */
  String text() {
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
}
