package jcompose.composer.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.SourceText;

/** Collects what is wrong with the files, to be told all at once. */
public final class Problems {
  private final Map<String, SourceText> sources = new LinkedHashMap<>();
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Position> failed = new HashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  /** Registers a file whose lines may be shown. */
  void source(SourceText source) {
    sources.putIfAbsent(source.name(), source);
  }

  /** Something wrong at a place. */
  public void add(Position position, String message) {
    add(new Problem(position, message));
  }

  /** Something wrong. */
  public void add(Problem problem) {
    if (!failed.contains(problem.position())) {
      problems.add(problem);
    }
  }

  /** Marks a value whose variables failed, so that no phase complains of it again. */
  void failed(Position value) {
    failed.add(value);
  }

  boolean isEmptyIn(String file) {
    return problems.stream().noneMatch(problem -> problem.position().file().equals(file));
  }

  /** Something to know about a place. */
  public void warn(Position position, String message) {
    warn(position + ": " + message);
  }

  void warn(String message) {
    warnings.add(message);
  }

  /** What is there to know, in the order in which it was found. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The position of a place within a scalar's text. */
  Position within(Position start, String scalar, int index) {
    SourceText source = sources.get(start.file());
    return source == null ? start : source.within(start, scalar, index);
  }

  /**
   * Tells everything that is wrong, in the files' order.
   *
   * @throws ProjectException when something is
   */
  public void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    List<String> files = List.copyOf(sources.keySet());
    Comparator<Problem> byPlace =
        Comparator.<Problem>comparingInt(problem -> files.indexOf(problem.position().file()))
            .thenComparingInt(problem -> problem.position().line())
            .thenComparingInt(problem -> problem.position().column());
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(byPlace);
    StringBuilder message = new StringBuilder();
    for (Problem problem : sorted) {
      message.append(message.isEmpty() ? "" : "\n").append(problem);
      SourceText source = sources.get(problem.position().file());
      if (source != null) {
        message.append('\n').append(source.excerpt(problem.position()));
      }
    }
    throw new ProjectException(message.toString());
  }
}
