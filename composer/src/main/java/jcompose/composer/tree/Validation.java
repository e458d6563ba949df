package jcompose.composer.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import jcompose.composer.shape.AnyShape;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.shape.EntriesShape;
import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.shape.Field;
import jcompose.composer.shape.FieldsShape;
import jcompose.composer.shape.ListShape;
import jcompose.composer.shape.ListShape.Single;
import jcompose.composer.shape.PairsShape;
import jcompose.composer.shape.ScalarShape;
import jcompose.composer.shape.Shape;
import jcompose.composer.shape.Shorthand;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;
import jcompose.engine.Suggestion;

/**
 * The phase that compares the merged tree with the shapes, and tells everything that is wrong:
 * types, unknown and missing keys, words, patterns.
 */
public final class Validation {
  private final Consumer<Problem> empty;
  private final Consumer<Problem> problems;
  private boolean sound = true;

  /**
   * @param problems takes what is wrong
   */
  public Validation(Consumer<Problem> problems) {
    this(problems, problems);
  }

  /**
   * @param empty takes what must have a value and has none
   * @param problems takes what is wrong otherwise
   */
  public Validation(Consumer<Problem> empty, Consumer<Problem> problems) {
    this.empty = empty;
    this.problems = problems;
  }

  /**
   * Whether later phases can go on with the file, to tell what they find as well: it has unknown or
   * missing keys at most.
   */
  public boolean isSound() {
    return sound;
  }

  /** Looks through a whole file. */
  public void file(YamlMapping file) {
    check(file, ComposeShape.FILE, "");
  }

  private void check(YamlNode node, Shape shape, String path) {
    if (node.isNothing()) {
      if (!shape.nullable()) {
        sound = false;
        empty.accept(new Problem(node.position(), path, "must be " + shape.kind() + ", not empty"));
      }
    } else if (shape instanceof FieldsShape fields) {
      fields(node, fields, path);
    } else if (shape instanceof EntriesShape entries) {
      entries(node, entries, path);
    } else if (shape instanceof ListShape list) {
      list(node, list, path);
    } else if (shape instanceof PairsShape pairs) {
      pairs(node, pairs, path);
    } else if (shape instanceof ScalarShape scalar) {
      new ScalarCheck(this::unsound).check(node, scalar, path);
    } else if (!(shape instanceof AnyShape)) {
      throw new IllegalStateException("no check for " + shape);
    }
  }

  private void fields(YamlNode node, FieldsShape shape, String path) {
    if (node instanceof YamlScalar scalar) {
      shorthand(scalar, shape, path);
      return;
    }
    if (!(node instanceof YamlMapping mapping)) {
      problem(node, path, "must be " + shape.kind() + ", not " + node.kind());
      return;
    }
    for (YamlEntry entry : mapping.entries().values()) {
      Field field = shape.fields().get(entry.key());
      String inner = path.isEmpty() ? entry.key() : path + "." + entry.key();
      if (field != null) {
        check(entry.value(), field.shape(), inner);
      } else if (!shape.extensible() || !entry.key().startsWith("x-")) {
        Collection<String> known = shape.fields().keySet();
        problems.accept(
            new Problem(
                entry.keyPosition(),
                inner,
                "unknown key" + Suggestion.of(entry.key(), sorted(known))));
      }
    }
    for (Field field : shape.fields().values()) {
      if (field.required() && mapping.get(field.key()).isEmpty()) {
        problems.accept(new Problem(node.position(), path, "needs '" + field.key() + "'"));
      }
    }
  }

  private void shorthand(YamlScalar scalar, FieldsShape shape, String path) {
    if (shape.shorthand() == Shorthand.NONE) {
      problem(scalar, path, "must be " + shape.kind() + ", not " + scalar.kind());
      return;
    }
    ScalarCheck check = new ScalarCheck(this::unsound);
    if (check.shorthand(scalar, shape.shorthand(), path)) {
      LongForms.of(shape.shorthand(), scalar, this::unsound, path);
    }
  }

  private void entries(YamlNode node, EntriesShape shape, String path) {
    if (node instanceof YamlSequence list && shape.listing() != Listing.NONE) {
      for (int i = 0; i < list.items().size(); i++) {
        string(list.items().get(i), path + "[" + i + "]");
      }
    } else if (node instanceof YamlMapping mapping) {
      for (YamlEntry entry : mapping.entries().values()) {
        String inner = path + "." + entry.key();
        if (!shape.key().matcher(entry.key()).find()) {
          String words = "is not a name of letters, digits, '.', '_', '-'";
          problems.accept(new Problem(entry.keyPosition(), inner, words));
        }
        boolean absent = shape.absent() != EntriesShape.Absent.VALUE;
        if (!absent || !entry.value().isNothing()) {
          check(entry.value(), shape.value(), inner);
        }
      }
    } else {
      problem(node, path, "must be " + shape.kind() + ", not " + node.kind());
    }
  }

  private void list(YamlNode node, ListShape shape, String path) {
    if (node instanceof YamlSequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        check(list.items().get(i), shape.item(), path + "[" + i + "]");
      }
    } else if (shape.single() == Single.ITEM && node instanceof YamlScalar) {
      check(node, shape.item(), path);
    } else if (shape.single() == Single.NONE || !(node instanceof YamlScalar)) {
      problem(node, path, "must be " + shape.kind() + ", not " + node.kind());
    } else if (string(node, path)
        && shape.single() == Single.WORDS
        && node instanceof YamlScalar words
        && ShellWords.split(words.text()).isEmpty()) {
      problem(node, path, "a quote or backslash in '" + words.text() + "' is not closed");
    }
  }

  private void pairs(YamlNode node, PairsShape shape, String path) {
    if (node instanceof YamlScalar) {
      problem(node, path, "must be " + shape.kind() + ", not " + node.kind());
      return;
    }
    List<YamlNode> items =
        node instanceof YamlSequence list
            ? list.items()
            : ((YamlMapping) node).entries().values().stream().map(YamlEntry::value).toList();
    for (YamlNode item : items) {
      List<YamlNode> values =
          item instanceof YamlSequence several && shape.hosts() ? several.items() : List.of(item);
      boolean optional = !shape.hosts() && item.isNothing();
      values.forEach(
          value -> string(optional ? YamlScalar.string("", item.position()) : value, path));
    }
    for (YamlScalar pair : shape.hosts() ? Pairs.list(node, true) : List.<YamlScalar>of()) {
      if (pair.text().indexOf('=') <= 0) {
        problem(pair, path, "'" + pair.text() + "' is not of the form HOST=ADDRESS");
      }
    }
  }

  private boolean string(YamlNode node, String path) {
    return new ScalarCheck(this::unsound).string(node, path);
  }

  private static List<String> sorted(Collection<String> words) {
    List<String> sorted = new ArrayList<>(words);
    sorted.sort(null);
    return sorted;
  }

  private void problem(YamlNode node, String path, String words) {
    unsound(new Problem(node.position(), path, words));
  }

  private void unsound(Problem problem) {
    sound = false;
    problems.accept(problem);
  }
}
