package jcompose.engine.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;
import jcompose.engine.security.FilterAnswers.Answer;

/**
 * A filter in front of another: calls that are answered alike whatever their arguments are looked
 * up by ranges of numbers. The kernel translates a filter for each container anew, and takes half a
 * millisecond for the list of single numbers that libseccomp makes of a profile.
 */
final class FilterTable {
  /** What a jump reaches, less the answers behind a tree. */
  private static final int MOST_RANGES = 240;

  private record Section(int architecture, List<Answer> answers) {}

  private FilterTable() {}

  /**
   * The table, then the rest.
   *
   * @param whole answers every call
   * @param rest answers as the whole does, at least those calls whose arguments decide
   * @param architectures those of the filter
   * @param deciding tells those calls by their numbers
   * @return empty when the table would not be right, or not be smaller
   */
  static Optional<byte[]> before(
      byte[] rest,
      byte[] whole,
      Set<SeccompArchitecture> architectures,
      BiPredicate<SeccompArchitecture, Long> deciding) {
    List<Section> sections = new ArrayList<>();
    for (SeccompArchitecture architecture : architectures) {
      List<Answer> answers = FilterAnswers.of(whole, architecture.token);
      if (answers.size() > MOST_RANGES
          || !leavesOnly(answers, number -> deciding.test(architecture, number))) {
        return Optional.empty();
      }
      sections.add(new Section(architecture.token, answers));
    }
    byte[] table = code(sections).bytes();
    if (table.length + rest.length >= whole.length) {
      return Optional.empty();
    }
    byte[] all = new byte[table.length + rest.length];
    System.arraycopy(table, 0, all, 0, table.length);
    System.arraycopy(rest, 0, all, table.length, rest.length);
    return Optional.of(all);
  }

  /** Whether arguments decide on no other numbers. */
  private static boolean leavesOnly(List<Answer> answers, LongPredicate deciding) {
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).verdict().isEmpty()) {
        long end = i + 1 < answers.size() ? answers.get(i + 1).first() : 1L << 32;
        for (long number = answers.get(i).first(); number < end; number++) {
          if (!deciding.test(number)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static FilterCode code(List<Section> sections) {
    FilterCode behind = new FilterCode();
    for (int i = sections.size() - 1; i >= 0; i--) {
      FilterCode section = section(sections.get(i).answers(), behind.length());
      FilterCode code = new FilterCode().loadArchitecture();
      behind =
          code.jumpUnlessEqual(sections.get(i).architecture(), section.length())
              .add(section)
              .add(behind);
    }
    return behind;
  }

  /** A tree of comparisons, then each answer once. */
  private static FilterCode section(List<Answer> answers, int behind) {
    List<OptionalInt> leaves = answers.stream().map(Answer::verdict).distinct().toList();
    int nodes = answers.size() - 1;
    FilterCode code = new FilterCode().loadNumber();
    if (nodes > 0) {
      tree(answers, 0, answers.size(), 0, nodes, leaves)
          .forEach((at, node) -> code.jumpAtLeast(node.number, node.ifTrue, node.ifFalse));
    }
    int rest = leaves.size();
    for (OptionalInt verdict : leaves) {
      rest--;
      if (verdict.isPresent()) {
        code.answer(verdict.getAsInt());
      } else {
        code.jump(rest + behind);
      }
    }
    return code;
  }

  private record Node(int number, int ifTrue, int ifFalse) {}

  /** The nodes for some of the answers by their places, of which the first is {@code at}. */
  private static Map<Integer, Node> tree(
      List<Answer> answers, int from, int to, int at, int allNodes, List<OptionalInt> leaves) {
    Map<Integer, Node> nodes = new TreeMap<>();
    int middle = (from + to) >>> 1;
    int left = at + 1;
    int right = left + (middle - from - 1);
    int low = middle - from == 1 ? allNodes + leaves.indexOf(answers.get(from).verdict()) : left;
    int high = to - middle == 1 ? allNodes + leaves.indexOf(answers.get(middle).verdict()) : right;
    long number = answers.get(middle).first();
    nodes.put(at, new Node((int) number, high - at - 1, low - at - 1));
    if (middle - from > 1) {
      nodes.putAll(tree(answers, from, middle, left, allNodes, leaves));
    }
    if (to - middle > 1) {
      nodes.putAll(tree(answers, middle, to, right, allNodes, leaves));
    }
    return nodes;
  }
}
