package jcompose.engine.network;

import java.util.List;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.spec.Impairment;
import jcompose.engine.spec.LinkPlace;
import jcompose.engine.spec.LinkPlace.Direction;

/** What is wrong with containers' links, and whether they are plugged in. */
public final class Impairments {
  private final Host host;
  private final NetworkNames names;
  private final NamespaceFiles namespaces;

  /** Those of one engine. */
  public Impairments(Host host, NetworkNames names, NamespaceFiles namespaces) {
    this.host = host;
    this.names = names;
    this.namespaces = namespaces;
  }

  /** What is done with a link. */
  private interface Work<T> {
    T with(Netlink netlink, LinkState link);
  }

  /** Puts an impairment in place of the one before. */
  public void set(LinkPlace place, Impairment wanted) {
    if (wanted.equals(Impairment.NONE)) {
      reset(place);
      return;
    }
    at(
        place,
        place.direction(),
        (netlink, link) -> {
          netlink.change(
              place.toString(),
              List.of(
                  wanted.isRateOnly()
                      ? QdiscMessages.tbf(link.index(), wanted)
                      : QdiscMessages.netem(link.index(), wanted)));
          return true;
        });
  }

  /** What impairs a link. */
  public Impairment get(LinkPlace place) {
    return at(
        place,
        place.direction(),
        (netlink, link) ->
            netlink.list(QdiscMessages.list(), QdiscState::isOne, QdiscState::of).stream()
                .filter(each -> each.index() == link.index())
                .map(QdiscState::impairment)
                .findFirst()
                .orElse(Impairment.NONE));
  }

  private void reset(LinkPlace place) {
    at(
        place,
        place.direction(),
        (netlink, link) -> {
          try {
            netlink.change(place.toString(), List.of(QdiscMessages.reset(link.index())));
          } catch (NetlinkException refused) {
            if (!refused.is(Errno.ENOENT) && !refused.is(Errno.EINVAL)) {
              throw refused;
            }
            // the link has only what every link has
          }
          return true;
        });
  }

  /** Plugs a link in or out: at the far end where there is one, so that its routes stay. */
  public void plug(LinkPlace place, boolean in) {
    Direction end = hasPort(place) ? Direction.IN : Direction.OUT;
    at(
        place,
        end,
        (netlink, link) -> {
          netlink.change(place.toString(), List.of(LinkMessages.carrier(link.index(), in)));
          return true;
        });
  }

  private boolean hasPort(LinkPlace place) {
    try (Netlink netlink = host.netlink()) {
      return Bridges.find(netlink, port(place)).isPresent();
    }
  }

  private String port(LinkPlace place) {
    return names.port(place.project(), place.namespace(), place.interfaceName());
  }

  private <T> T at(LinkPlace place, Direction direction, Work<T> work) {
    if (direction == Direction.IN) {
      try (Netlink netlink = host.netlink()) {
        return work.with(netlink, find(netlink, place, port(place)));
      }
    }
    try (Descriptor there = namespaces.demand(place.project(), place.namespace());
        Netlink netlink = host.thread().netlink(there)) {
      return work.with(netlink, find(netlink, place, place.interfaceName()));
    }
  }

  private static LinkState find(Netlink netlink, LinkPlace place, String name) {
    Optional<LinkState> found = Bridges.find(netlink, name);
    return found.orElseThrow(
        () ->
            new EngineException(
                place
                    + (place.direction() == Direction.IN
                        ? ": no bridge leads to this link; impair the other end's way out"
                        : ": there is no such link")));
  }
}
