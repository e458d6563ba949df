package jcompose.composer.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jcompose.composer.model.Position;
import jcompose.composer.shape.AnyShape;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.shape.EntriesShape;
import jcompose.composer.shape.EntriesShape.Absent;
import jcompose.composer.shape.Field;
import jcompose.composer.shape.FieldsShape;
import jcompose.composer.shape.ListShape;
import jcompose.composer.shape.ListShape.Join;
import jcompose.composer.shape.PairsShape;
import jcompose.composer.shape.Shape;
import jcompose.composer.shape.Shorthand;
import jcompose.composer.yaml.MergeMark;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/**
 * The phase that lays one tree over another ("Merge" in the Compose Specification): mappings merge,
 * lists are joined as their shape says, the rest is replaced. Entries marked {@code !reset} stay as
 * they are until {@link Marks#settle}, so that they reach the trees before.
 */
public final class Merge {
  private static final Shape ANY = new AnyShape();

  private final Consumer<Problem> problems;

  /**
   * @param problems takes what cannot be merged
   */
  public Merge(Consumer<Problem> problems) {
    this.problems = problems;
  }

  /** A file over another. */
  public YamlMapping files(YamlMapping base, YamlMapping over) {
    return fields(base, over, ComposeShape.FILE, "");
  }

  /** A service over the one that it extends. */
  public YamlMapping service(YamlMapping base, YamlMapping over, String name) {
    return fields(base, over, ComposeShape.service(), "services." + name);
  }

  private YamlMapping fields(YamlMapping base, YamlMapping over, FieldsShape shape, String path) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>(base.entries());
    for (YamlEntry entry : over.entries().values()) {
      Field field = shape.fields().get(entry.key());
      YamlEntry first = entries.get(entry.key());
      Shape inner = field == null ? ANY : field.shape();
      String choice = field == null ? "" : field.choice();
      boolean replaces =
          first == null
              || entry.key().startsWith("x-")
              || differ(first.value(), entry.value(), choice);
      entries.put(
          entry.key(),
          first == null || replaces ? entry : entry(first, entry, inner, path(path, entry.key())));
    }
    return new YamlMapping(entries, base.position());
  }

  private YamlMapping entries(YamlMapping base, YamlMapping over, EntriesShape shape, String path) {
    // a variable without a value is one: it is taken from the environment
    boolean whole = shape.absent() != Absent.VALUE;
    Map<String, YamlEntry> entries = new LinkedHashMap<>(base.entries());
    for (YamlEntry entry : over.entries().values()) {
      YamlEntry first = entries.get(entry.key());
      entries.put(
          entry.key(),
          whole || first == null
              ? entry
              : entry(first, entry, shape.value(), path(path, entry.key())));
    }
    return new YamlMapping(entries, base.position());
  }

  private YamlEntry entry(YamlEntry first, YamlEntry over, Shape shape, String path) {
    if (over.mark() != MergeMark.NONE || first.mark() == MergeMark.RESET) {
      return over;
    }
    YamlNode value = values(first.value(), over.value(), shape, path);
    // what is merged is declared where it stands first; what is replaced, where it stands last
    Position position = value == over.value() ? over.keyPosition() : first.keyPosition();
    return new YamlEntry(over.key(), position, value);
  }

  private YamlNode values(YamlNode base, YamlNode over, Shape shape, String path) {
    if (shape instanceof ListShape list && list.join() == Join.REPLACE) {
      return over;
    }
    if (over.isNothing() || base.isNothing()) {
      return over.isNothing() ? base : over;
    }
    if (shape instanceof FieldsShape fields) {
      return fieldsOrScalars(base, over, fields, path);
    }
    if (shape instanceof EntriesShape entries
        && Pairs.mapping(base, entries) instanceof YamlMapping first
        && Pairs.mapping(over, entries) instanceof YamlMapping second) {
      return entries(first, second, entries, path);
    }
    if (shape instanceof PairsShape pairs) {
      return pairs(base, over, pairs);
    }
    boolean mappings = base instanceof YamlMapping || over instanceof YamlMapping;
    if (shape instanceof ListShape list && !mappings) {
      return lists(base, over, list, path);
    }
    return others(base, over, path);
  }

  private YamlNode fieldsOrScalars(YamlNode base, YamlNode over, FieldsShape shape, String path) {
    if (shape.shorthand() == Shorthand.ULIMIT) {
      return over;
    }
    YamlNode first = LongForms.plain(shape.shorthand(), base);
    YamlNode second = LongForms.plain(shape.shorthand(), over);
    if (first instanceof YamlMapping one && second instanceof YamlMapping other) {
      return fields(one, other, shape, path);
    }
    return shape.shorthand() == Shorthand.NONE ? others(base, over, path) : over;
  }

  private YamlNode others(YamlNode base, YamlNode over, String path) {
    if (base instanceof YamlMapping first && over instanceof YamlMapping second) {
      return entries(first, second, new EntriesShape(ANY), path);
    }
    if (base instanceof YamlSequence first && over instanceof YamlSequence second) {
      List<YamlNode> items = new ArrayList<>(first.items());
      items.addAll(second.items());
      return new YamlSequence(items, base.position());
    }
    if (!(base instanceof YamlScalar) || !(over instanceof YamlScalar)) {
      String words = over.kind() + " cannot be merged with " + base.kind() + " at ";
      problems.accept(new Problem(over.position(), path, words + base.position()));
    }
    return over;
  }

  /** Joins two lists; an item takes the place of the same thing in the base. */
  private YamlNode lists(YamlNode base, YamlNode over, ListShape shape, String path) {
    List<YamlNode> result = new ArrayList<>(items(base));
    Map<String, Integer> ofBase = new HashMap<>();
    for (int i = 0; i < result.size(); i++) {
      ofBase.put(Identity.of(result.get(i), shape.join()), i);
    }
    for (YamlNode item : items(over)) {
      String name = Identity.of(item, shape.join());
      Integer same = name.isEmpty() ? null : ofBase.get(name);
      if (same == null) {
        result.add(item);
      } else {
        boolean merges = shape.join() == Join.SUBNET;
        YamlNode first = result.get(same);
        result.set(same, merges ? values(first, item, shape.item(), path) : item);
      }
    }
    return new YamlSequence(result, base.position());
  }

  private static YamlNode pairs(YamlNode base, YamlNode over, PairsShape shape) {
    List<YamlScalar> result = new ArrayList<>(Pairs.list(base, shape.hosts()));
    Set<String> texts = new HashSet<>();
    result.forEach(first -> texts.add(first.text()));
    for (YamlScalar item : Pairs.list(over, shape.hosts())) {
      if (texts.add(item.text())) {
        result.add(item);
      }
    }
    return new YamlSequence(List.copyOf(result), base.position());
  }

  private static List<YamlNode> items(YamlNode node) {
    return node instanceof YamlSequence sequence ? sequence.items() : List.of(node);
  }

  private static boolean differ(YamlNode base, YamlNode over, String key) {
    return !key.isEmpty()
        && base instanceof YamlMapping first
        && over instanceof YamlMapping second
        && first.get(key).isPresent()
        && second.get(key).isPresent()
        && !YamlNode.same(first.get(key).get(), second.get(key).get());
  }

  private static String path(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
