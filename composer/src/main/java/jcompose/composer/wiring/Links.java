package jcompose.composer.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Impairment;
import jcompose.engine.EngineException;
import jcompose.engine.Networks;
import jcompose.engine.spec.LinkPlace;

/**
 * Keeps links as the file and the user want them. What was done is written first, so that it is
 * found again and done to the links of a new container; a project whose links are left alone costs
 * nothing.
 */
final class Links {
  private static final int USAGE = 2;
  private static final Path INSIDE = Path.of("/proc/thread-self/net/dev");

  private final Networks networks;
  private final LinkFile file;
  private final Consumer<String> warnings;
  private final Impairing impairing;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private LinkRecord record;

  Links(Networks networks, LinkFile file, Consumer<String> warnings) {
    this.networks = networks;
    this.file = file;
    this.warnings = warnings;
    this.impairing = new Impairing(networks, text -> once(warnings, text));
    this.record = file.read();
  }

  /** A link is made what it should be more than once in one {@code up}. */
  private void once(Consumer<String> warnings, String text) {
    if (told.add(text)) {
      warnings.accept(text);
    }
  }

  /** What is there to be done to a link, or to be undone. */
  synchronized boolean concerns(ContainerLink link) {
    return !record.of(link).equals(LinkChange.NONE)
        || link.file().egress().isPresent()
        || link.file().ingress().isPresent()
        || isTouched(place(link, LinkPlace.Direction.OUT))
        || isTouched(place(link, LinkPlace.Direction.IN))
        || record.unplugged().containsKey(plug(link));
  }

  /** Makes those links of a project that are there what they should be. */
  void refresh(LinkTable table) {
    told.clear();
    List<ContainerLink> all = table.all().stream().filter(this::concerns).toList();
    if (all.isEmpty()) {
      return;
    }
    touch(all);
    Map<String, List<ContainerLink>> concerned =
        all.stream().collect(Collectors.groupingBy(ContainerLink::container));
    Set<String> there = Set.copyOf(networks.namespaces(file.project()));
    concerned.forEach(
        (container, links) -> {
          if (there.contains(container)) {
            Set<String> absent = new HashSet<>();
            links.forEach(link -> absent.add(link.interfaceName()));
            absent.removeAll(names(container));
            apply(links, absent);
          }
        });
  }

  /** The same for those that another process left, perhaps in the middle of a change. */
  void takeOver(LinkTable table) {
    try {
      refresh(table);
    } catch (EngineException refused) {
      warnings.accept(String.valueOf(refused.getMessage()));
    }
  }

  /** The names of the links in a container's network namespace. */
  List<String> names(String container) {
    return networks.inside(file.project(), container, Links::inside);
  }

  private static List<String> inside() throws IOException {
    return Files.readAllLines(INSIDE).stream()
        .filter(line -> line.indexOf(':') > 0)
        .map(line -> line.substring(0, line.indexOf(':')).strip())
        .toList();
  }

  /**
   * Makes links what they should be.
   *
   * @param absent the names of those that are not there
   */
  synchronized void apply(List<ContainerLink> links, Set<String> absent) {
    List<ContainerLink> concerned =
        links.stream()
            .filter(link -> concerns(link) && !absent.contains(link.interfaceName()))
            .toList();
    touch(concerned);
    for (ContainerLink link : concerned) {
      directions(link).forEach(direction -> impair(link, direction));
      plug(link, record.of(link).down());
    }
  }

  /** On a wire, what comes in is the other end's concern. */
  private static List<LinkPlace.Direction> directions(ContainerLink link) {
    return link.peer().isPresent()
        ? List.of(LinkPlace.Direction.OUT)
        : List.of(LinkPlace.Direction.OUT, LinkPlace.Direction.IN);
  }

  /** Writes down, for all of them at once, where something is about to be done. */
  private synchronized void touch(List<ContainerLink> links) {
    List<String> places = new ArrayList<>();
    for (ContainerLink link : links) {
      for (LinkPlace.Direction direction : directions(link)) {
        if (!record.wanted(link, direction).equals(Impairment.NONE)) {
          places.add(name(place(link, direction)));
        }
      }
    }
    write(record.touching(places));
  }

  private void impair(ContainerLink link, LinkPlace.Direction direction) {
    LinkPlace place = place(link, direction);
    if (isTouched(place)) {
      Impairment wanted = record.wanted(link, direction);
      impairing.apply(link, place, wanted);
      if (wanted.equals(Impairment.NONE)) {
        write(record.leaving(name(place)));
      }
    }
  }

  private void plug(ContainerLink link, boolean down) {
    LinkPlace place = place(link, LinkPlace.Direction.OUT);
    String name = plug(link);
    List<String> lost = record.unplugged().getOrDefault(name, List.of());
    if (down) {
      write(record.unplugging(name, lost));
      if (networks.isPlugged(place)) {
        write(record.unplugging(name, networks.unplug(place)));
      }
    } else if (record.unplugged().containsKey(name)) {
      networks.plug(place, lost);
      write(record.plugging(name));
    }
  }

  /**
   * Does what a user wants.
   *
   * @throws ComposerException when the order makes no sense; nothing has changed then
   * @throws jcompose.engine.EngineException when the kernel refuses; all is as before then
   */
  synchronized void change(LinkTable table, LinkOrder order) {
    told.clear();
    List<ContainerLink> named = table.named(order.service(), order.index(), order.link());
    if (named.size() > 1 && order.act() != LinkOrder.Act.RESET) {
      throw new ComposerException(
          "service '"
              + order.service()
              + "' has several links, say which: "
              + LinkTable.words(named),
          USAGE);
    }
    LinkRecord before = record;
    LinkRecord after = before;
    List<ContainerLink> both = new ArrayList<>(named);
    named.forEach(link -> table.otherEnd(link).ifPresent(both::add));
    for (ContainerLink link : named) {
      after = changed(after, table, link, order);
    }
    try {
      write(after);
      apply(both, Set.of());
    } catch (RuntimeException failure) {
      undo(before, both, failure);
      throw failure;
    }
  }

  private void undo(LinkRecord before, List<ContainerLink> links, RuntimeException failure) {
    try {
      write(record.withChanges(before));
      apply(links, Set.of());
    } catch (RuntimeException further) {
      failure.addSuppressed(further);
    }
  }

  private static LinkRecord changed(
      LinkRecord before, LinkTable table, ContainerLink link, LinkOrder order) {
    Optional<ContainerLink> other = table.otherEnd(link);
    return switch (order.act()) {
      case SET -> set(before, link, other, order);
      case RESET -> {
        LinkRecord own = before.with(link, any -> LinkChange.NONE);
        yield other.map(end -> own.with(end, any -> LinkChange.NONE)).orElse(own);
      }
      case DOWN -> before.with(link, change -> change.with(true));
      case UP -> {
        LinkRecord own = before.with(link, change -> change.with(false));
        yield other.map(end -> own.with(end, change -> change.with(false))).orElse(own);
      }
    };
  }

  private static LinkRecord set(
      LinkRecord before, ContainerLink link, Optional<ContainerLink> other, LinkOrder order) {
    boolean out = order.ways() != LinkOrder.Ways.IN;
    boolean in =
        order.ways() == LinkOrder.Ways.IN
            || order.ways() == LinkOrder.Ways.BOTH
            || (order.ways() == LinkOrder.Ways.USUAL && other.isPresent());
    LinkRecord after = out ? set(before, link, LinkPlace.Direction.OUT, order) : before;
    if (!in) {
      return after;
    }
    return other.isPresent()
        ? set(after, other.get(), LinkPlace.Direction.OUT, order)
        : set(after, link, LinkPlace.Direction.IN, order);
  }

  private static LinkRecord set(
      LinkRecord before, ContainerLink link, LinkPlace.Direction direction, LinkOrder order) {
    try {
      Impairment wanted = order.change().over(before.wanted(link, direction));
      return before.with(link, change -> change.with(direction, Optional.of(wanted)));
    } catch (IllegalArgumentException e) {
      throw new ComposerException(
          link.service() + ":" + link.interfaceName() + ": " + e.getMessage(), USAGE);
    }
  }

  /** Forgets a container, whose links are gone. */
  synchronized void forget(String container) {
    write(record.without(container));
  }

  /** Forgets all of them. */
  synchronized void forgetAll() {
    write(LinkRecord.NONE);
  }

  private void write(LinkRecord now) {
    if (!now.equals(record)) {
      file.write(now);
      record = now;
    }
  }

  private LinkPlace place(ContainerLink link, LinkPlace.Direction direction) {
    return link.place(file.project(), direction);
  }

  private boolean isTouched(LinkPlace place) {
    return record.touched().contains(name(place));
  }

  private static String name(LinkPlace place) {
    return place + " " + place.direction();
  }

  private static String plug(ContainerLink link) {
    return link.container() + ":" + link.interfaceName();
  }
}
