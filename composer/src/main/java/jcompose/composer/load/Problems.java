package jcompose.composer.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.load.Diagnostic.Severity;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.SourceText;

/** Collects what is wrong with the files, to be told all at once. */
public final class Problems {
  /** Nobody reads more; a file of rubbish has hundreds of thousands. */
  private static final int MOST = 1000;

  /** Words that quote a value of megabytes would hide the others. */
  private static final int LONGEST = 600;

  private static final int SHOWN = 250;

  private final Map<String, SourceText> sources = new LinkedHashMap<>();
  private final Set<String> variableFiles = new LinkedHashSet<>();
  private final Origins origins = new Origins();
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Position> failed = new HashSet<>();
  private final Set<Diagnostic> warnings = new LinkedHashSet<>();
  private boolean more;

  /** Registers a file whose lines may be shown. */
  void source(SourceText source) {
    sources.putIfAbsent(source.name(), source);
  }

  /** Notes a file of variables. */
  void variables(SourceText source) {
    source(source);
    variableFiles.add(source.name());
  }

  /** The files of variables that were read, as the user knows them, each once. */
  public Set<String> variableFiles() {
    return Set.copyOf(variableFiles);
  }

  /** How files come into the project. */
  Origins origins() {
    return origins;
  }

  /** Remembers which attribute names a file that is read for it. */
  public void reads(SourceText file, String path, Position at) {
    origins.read(file.name(), path, at);
  }

  /** Something wrong at a place, of no attribute. */
  public void add(Position position, String words) {
    add(new Problem(position, words));
  }

  /** Something wrong with an attribute. */
  public void add(Position position, String path, String words) {
    add(new Problem(position, path, words));
  }

  /** Something wrong. */
  public void add(Problem problem) {
    if (problems.size() == MOST) {
      more |= !problems.contains(problem);
    } else if (!failed.contains(problem.position())) {
      problems.add(problem);
    }
  }

  /** Marks a value whose variables failed, so that no phase complains of it again. */
  void failed(Position value) {
    failed.add(value);
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  boolean isEmptyIn(String file) {
    return problems.stream().noneMatch(problem -> problem.position().file().equals(file));
  }

  /** Something to know about a place. */
  public void warn(Position position, String path, String words) {
    warn(Optional.of(position), path, words);
  }

  void warn(String words) {
    warn(Optional.empty(), "", words);
  }

  private void warn(Optional<Position> position, String path, String words) {
    if (takesWarnings()) {
      warnings.add(new Diagnostic(Severity.WARNING, position, path, words, List.of(), ""));
    }
  }

  /** Whether another warning would still be told. */
  boolean takesWarnings() {
    return warnings.size() < MOST;
  }

  /** What is there to know, in the order in which it was found. */
  public List<Diagnostic> warnings() {
    return warnings.stream()
        .map(one -> complete(Severity.WARNING, one.position(), one.path(), one.words()))
        .toList();
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
    List<Diagnostic> all = new ArrayList<>(warnings());
    for (Problem problem : problems) {
      all.add(
          complete(
              Severity.ERROR, Optional.of(problem.position()), problem.path(), problem.words()));
    }
    List<String> files = List.copyOf(sources.keySet());
    Comparator<Position> byPlace =
        Comparator.<Position>comparingInt(position -> files.indexOf(position.file()))
            .thenComparingInt(Position::line)
            .thenComparingInt(Position::column);
    Position before = new Position("", 0, 0);
    all.sort(Comparator.comparing(one -> one.position().orElse(before), byPlace));
    if (more) {
      all.add(Diagnostic.unplaced("and more, of which the first " + MOST + " are told"));
    }
    throw new ProjectException(all);
  }

  private static String clipped(String words) {
    return words.substring(0, SHOWN) + "..." + words.substring(words.length() - SHOWN);
  }

  /** With the line of the file and the way on which it came in. */
  private Diagnostic complete(
      Severity severity, Optional<Position> position, String path, String words) {
    String excerpt =
        position
            .flatMap(
                place ->
                    Optional.ofNullable(sources.get(place.file()))
                        .map(source -> source.excerpt(place)))
            .orElse("");
    List<ChainLink> chain = position.map(place -> origins.chain(place, path)).orElse(List.of());
    String shown = words.length() > LONGEST ? clipped(words) : words;
    return new Diagnostic(severity, position, path, shown, chain, excerpt);
  }
}
