package jcompose.composer.wiring;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import jcompose.composer.ComposerException;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.PublishedPort;
import jcompose.composer.model.Service;
import jcompose.composer.network.BoundPort;
import jcompose.engine.EngineException;
import jcompose.engine.Networks;
import jcompose.engine.ReservedPort;
import org.jspecify.annotations.Nullable;

/** The ports of the host that a project's containers have, each held by a socket. */
final class HeldPorts {
  private final Networks networks;
  private final Map<Key, ReservedPort> held = new HashMap<>();
  private final Map<String, List<BoundPort>> bound = new LinkedHashMap<>();
  private final Set<String> active = new TreeSet<>();

  /** What a socket of the host takes. */
  private record Key(String protocol, Optional<InetAddress> host, int port) {
    static Key of(BoundPort port) {
      return new Key(port.protocol(), EngineSpecs.host(port), port.port());
    }
  }

  HeldPorts(Networks networks) {
    this.networks = networks;
  }

  /** Which ports containers have had, so that they get them again where any will do. */
  synchronized void remember(Map<String, List<BoundPort>> before) {
    before.forEach(bound::putIfAbsent);
  }

  /** What all containers have, or had last. */
  synchronized Map<String, List<BoundPort>> all() {
    return Map.copyOf(bound);
  }

  /** What those have that hold them now, by {@code SERVICE-NUMBER}. */
  synchronized Map<String, List<BoundPort>> active() {
    Map<String, List<BoundPort>> found = new LinkedHashMap<>();
    active.forEach(id -> found.put(id, bound.getOrDefault(id, List.of())));
    return found;
  }

  /**
   * Takes what containers publish; what they hold already and do not publish any more is given back
   * when all has been taken.
   *
   * @param services the services of containers, by {@code SERVICE-NUMBER}
   * @throws ComposerException naming every port that somebody else has, and who
   */
  synchronized void take(Map<String, Service> services) {
    Set<Key> used = new HashSet<>();
    active.stream()
        .filter(id -> !services.containsKey(id))
        .forEach(id -> bound.getOrDefault(id, List.of()).forEach(port -> used.add(Key.of(port))));
    List<ReservedPort> fresh = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, List<BoundPort>> taken = new LinkedHashMap<>();
    services.forEach(
        (id, service) -> {
          List<BoundPort> own = new ArrayList<>();
          for (PublishedPort port : service.networking().ports()) {
            take(id, service, port, used, fresh, problems).ifPresent(own::add);
          }
          taken.put(id, own);
        });
    if (!problems.isEmpty()) {
      fresh.forEach(ReservedPort::close);
      held.values().removeAll(fresh);
      services.keySet().stream().filter(active::contains).forEach(this::retake);
      throw new ComposerException(String.join("\n", problems));
    }
    taken.forEach(
        (id, own) -> {
          bound.put(id, own);
          active.add(id);
          if (own.isEmpty()) {
            bound.remove(id);
            active.remove(id);
          }
        });
    giveBack(used);
  }

  private Optional<BoundPort> take(
      String id,
      Service service,
      PublishedPort port,
      Set<Key> used,
      List<ReservedPort> fresh,
      List<String> problems) {
    Optional<IpAddress> address = port.hostAddress();
    if (port.isOfAll() && service.networking().ports().stream().anyMatch(port::hasTwin)) {
      if (address.filter(IpAddress::six).isPresent()) {
        return Optional.empty(); // the other one is of both families
      }
      address = Optional.empty();
    }
    Optional<InetAddress> host = address.map(EngineSpecs::address);
    String refusal = "no port of " + port.first() + "-" + port.last() + " is free";
    for (int number : candidates(id, port)) {
      Key key = new Key(port.protocol(), host, number);
      if (number != 0 && used.contains(key)) {
        continue;
      }
      ReservedPort there = held.get(key);
      try {
        ReservedPort reserved =
            there == null ? reserve(key, port.isFixed() ? former(id, used) : Set.of()) : there;
        if (there == null) {
          fresh.add(reserved);
        }
        Key real = new Key(port.protocol(), host, reserved.port());
        held.put(real, reserved);
        used.add(real);
        return Optional.of(new BoundPort(address, reserved.port(), port.target(), port.protocol()));
      } catch (EngineException taken) {
        refusal = String.valueOf(taken.getMessage());
      }
    }
    problems.add(port.position() + ": services." + service.name() + ".ports: " + refusal);
    return Optional.empty();
  }

  /** What a container has held until now, and does not take again so far. */
  private Set<Key> former(String id, Set<Key> used) {
    Set<Key> former = new HashSet<>();
    bound.getOrDefault(id, List.of()).forEach(port -> former.add(Key.of(port)));
    former.removeAll(used);
    former.retainAll(held.keySet());
    return former;
  }

  /** Perhaps at the cost of the same port at another address of the host. */
  private ReservedPort reserve(Key key, Set<Key> former) {
    try {
      return reserve(key);
    } catch (EngineException taken) {
      List<Key> own =
          former.stream()
              .filter(
                  other -> other.port() == key.port() && other.protocol().equals(key.protocol()))
              .toList();
      if (own.isEmpty()) {
        throw taken;
      }
      for (Key other : own) {
        Objects.requireNonNull(held.remove(other)).close();
      }
      return reserve(key);
    }
  }

  private ReservedPort reserve(Key key) {
    return networks.reserve(EngineSpecs.protocol(key.protocol()), key.host(), key.port());
  }

  /** Numbers to try, the one of before first; 0 for any. */
  private int[] candidates(String id, PublishedPort port) {
    if (port.isFixed()) {
      return new int[] {port.first()};
    }
    IntStream before =
        bound.getOrDefault(id, List.of()).stream()
            .filter(one -> one.target() == port.target() && one.protocol().equals(port.protocol()))
            .mapToInt(BoundPort::port)
            .filter(
                number -> port.first() == 0 || (number >= port.first() && number <= port.last()));
    IntStream others =
        port.first() == 0 ? IntStream.of(0) : IntStream.rangeClosed(port.first(), port.last());
    return IntStream.concat(before, others).toArray();
  }

  /**
   * Takes again what containers that run have had, after the process that held it was killed.
   *
   * @return what somebody else has meanwhile
   */
  synchronized List<String> retake(String id) {
    List<String> lost = new ArrayList<>();
    for (BoundPort port : bound.getOrDefault(id, List.of())) {
      Key key = Key.of(port);
      try {
        if (!held.containsKey(key)) {
          held.put(key, reserve(key));
        }
      } catch (EngineException taken) {
        lost.add(id + ": " + taken.getMessage());
      }
      active.add(id);
    }
    return lost;
  }

  /** Passes on what comes to a container's ports and the kernel does not send there. */
  synchronized void lead(String id, List<InetAddress> targets) {
    if (!active.contains(id) || targets.isEmpty()) {
      return;
    }
    for (BoundPort port : bound.getOrDefault(id, List.of())) {
      @Nullable ReservedPort reserved = held.get(Key.of(port));
      if (reserved != null) {
        reserved.leadTo(new InetSocketAddress(targets.get(0), port.target()));
      }
    }
  }

  /**
   * Gives back what containers have that do not run any more.
   *
   * @param running the others
   * @return whether there was any
   */
  synchronized boolean release(Set<String> running) {
    boolean any = active.retainAll(running);
    if (any) {
      Set<Key> used = new HashSet<>();
      active.forEach(
          id -> bound.getOrDefault(id, List.of()).forEach(port -> used.add(Key.of(port))));
      giveBack(used);
    }
    return any;
  }

  private void giveBack(Set<Key> used) {
    held.entrySet()
        .removeIf(
            entry -> {
              boolean unused = !used.contains(entry.getKey());
              if (unused) {
                entry.getValue().close();
              }
              return unused;
            });
  }
}
