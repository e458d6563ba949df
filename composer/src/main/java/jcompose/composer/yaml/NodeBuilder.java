package jcompose.composer.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import jcompose.composer.model.Position;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;

/**
 * Makes nodes of the parser's events. Aliases are resolved here: the nodes are immutable, so an
 * alias is the anchor's node again.
 */
final class NodeBuilder {
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";
  private static final Set<String> MERGE_TAGS = Set.of("!", "!reset", "!override");
  private static final int MAXIMUM_DEPTH = 100;

  /** What aliases may add up to: a person's file has hundreds, a bomb has billions. */
  private static final long MAXIMUM_ALIASED_NODES = 100_000;

  private final String file;
  private final Iterator<Event> events;
  private final Consumer<Problem> problems;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final List<String> openAnchors = new ArrayList<>();
  private long nodes;
  private long aliasedNodes;

  private record Anchored(YamlNode node, long nodes) {}

  NodeBuilder(String file, Iterator<Event> events, Consumer<Problem> problems) {
    this.file = file;
    this.events = events;
    this.problems = problems;
  }

  /** The documents of the stream; anchors are known in their own document only. */
  List<YamlNode> documents() {
    List<YamlNode> documents = new ArrayList<>();
    events.next(); // the stream's start
    while (events.next().getEventId() != Event.ID.StreamEnd) {
      documents.add(node(events.next(), 0));
      events.next(); // the document's end
      anchors.clear();
    }
    return documents;
  }

  private YamlNode node(Event event, int depth) {
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    long before = nodes++;
    if (depth > MAXIMUM_DEPTH) {
      throw refused("nested deeper than " + MAXIMUM_DEPTH + " levels", event);
    }
    if (event instanceof ScalarEvent scalar) {
      YamlNode node = scalar(scalar);
      scalar.getAnchor().ifPresent(anchor -> anchored(anchor, node, before));
      return node;
    }
    Optional<Anchor> anchor =
        event instanceof MappingStartEvent start
            ? start.getAnchor()
            : ((SequenceStartEvent) event).getAnchor();
    anchor.ifPresent(name -> openAnchors.add(name.getValue()));
    YamlNode node =
        event instanceof MappingStartEvent start
            ? mapping(start, depth)
            : sequence((SequenceStartEvent) event, depth);
    anchor.ifPresent(
        name -> {
          openAnchors.remove(openAnchors.size() - 1);
          anchored(name, node, before);
        });
    return node;
  }

  private void anchored(Anchor anchor, YamlNode node, long before) {
    anchors.put(anchor.getValue(), new Anchored(node, nodes - before));
  }

  private YamlNode aliased(AliasEvent alias) {
    String name = alias.getAlias().getValue();
    Position position = position(alias);
    Anchored anchored = anchors.get(name);
    if (openAnchors.contains(name)) {
      problem(position, "anchor '" + name + "' contains an alias to itself");
    } else if (anchored == null) {
      problem(position, "no anchor '" + name + "' above this alias");
    } else {
      nodes += anchored.nodes();
      aliasedNodes += anchored.nodes();
      if (aliasedNodes > MAXIMUM_ALIASED_NODES) {
        throw refused("aliases add up to more than " + MAXIMUM_ALIASED_NODES + " values", alias);
      }
      return anchored.node();
    }
    return new YamlScalar("", ScalarType.NULL, position);
  }

  private YamlScalar scalar(ScalarEvent event) {
    String text = event.getValue();
    Position position = position(event);
    ScalarType type = event.isPlain() ? PlainScalar.type(text) : ScalarType.STRING;
    ScalarType tagged = tagged(event.getTag(), type, position);
    if (event.getTag().isPresent() && tagged != ScalarType.STRING && !fits(text, tagged)) {
      problem(position, "'" + text + "' is not " + tagged.kind() + ", as its tag says");
      return YamlScalar.string(text, position);
    }
    return new YamlScalar(text, tagged, position);
  }

  private static boolean fits(String text, ScalarType tagged) {
    ScalarType type = PlainScalar.type(text);
    return type == tagged || (tagged == ScalarType.FLOAT && type == ScalarType.INTEGER);
  }

  private static Optional<String> tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
  }

  private static MergeMark mark(Event event) {
    return switch (tag(event).orElse("")) {
      case "!reset" -> MergeMark.RESET;
      case "!override" -> MergeMark.OVERRIDE;
      default -> MergeMark.NONE;
    };
  }

  private ScalarType tagged(Optional<String> tag, ScalarType type, Position position) {
    if (tag.isEmpty()) {
      return type;
    }
    return switch (tag.get()) {
      case "!reset", "!override" -> type;
      case "!", STANDARD_TAG + "str" -> ScalarType.STRING;
      case STANDARD_TAG + "int" -> ScalarType.INTEGER;
      case STANDARD_TAG + "float" -> ScalarType.FLOAT;
      case STANDARD_TAG + "bool" -> ScalarType.BOOLEAN;
      case STANDARD_TAG + "null" -> ScalarType.NULL;
      default -> {
        refuse(tag.get(), position);
        yield type;
      }
    };
  }

  private void refuse(String tag, Position position) {
    String name = tag.startsWith(STANDARD_TAG) ? "!!" + tag.substring(18) : tag;
    problem(position, "tag '" + name + "' is unknown");
  }

  private YamlSequence sequence(SequenceStartEvent start, int depth) {
    collectionTag(start.getTag(), "seq", position(start));
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new YamlSequence(items, position(start));
  }

  private YamlMapping mapping(MappingStartEvent start, int depth) {
    collectionTag(start.getTag(), "map", position(start));
    MappingEntries entries = new MappingEntries(problems);
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      boolean plain = event instanceof ScalarEvent scalar && scalar.isPlain();
      Position keyPosition = position(event);
      YamlNode key = node(event, depth + 1);
      Event value = events.next();
      entries.add(key, keyPosition, plain, node(value, depth + 1), mark(value));
    }
    return entries.mapping(position(start));
  }

  private void collectionTag(Optional<String> tag, String standard, Position position) {
    if (tag.isPresent()
        && !MERGE_TAGS.contains(tag.get())
        && !tag.get().equals(STANDARD_TAG.concat(standard))) {
      refuse(tag.get(), position);
    }
  }

  /** Ends the reading of a file that is made to exhaust its reader. */
  private static MarkedYamlEngineException refused(String words, Event event) {
    return new ParserException(words, event.getStartMark());
  }

  private void problem(Position position, String message) {
    problems.accept(new Problem(position, message));
  }

  private Position position(Event event) {
    return position(file, event.getStartMark());
  }

  static Position position(String file, Optional<Mark> mark) {
    Mark start = mark.orElseThrow();
    return new Position(file, start.getLine() + 1, start.getColumn() + 1);
  }
}
