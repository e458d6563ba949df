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
          try {
            netlink.change(
                place.toString(),
                List.of(
                    wanted.isRateOnly()
                        ? QdiscMessages.tbf(link.index(), wanted)
                        : QdiscMessages.netem(link.index(), wanted)));
          } catch (NetlinkException refused) {
            if (refused.is(Errno.ENOENT) || refused.is(Errno.ENOTSUP)) {
              throw new EngineException(place + ": " + lacking(wanted), refused);
            }
            throw refused;
          }
          return true;
        });
  }

  /** What to do where the kernel has not what an impairment needs. */
  private static String lacking(Impairment wanted) {
    return wanted.isRateOnly()
        ? "the kernel lacks tbf, which limits rates: load its module with 'modprobe sch_tbf'"
        : "the kernel lacks netem, which '"
            + wanted
            + "' needs: load its module with 'modprobe sch_netem'; a rate alone works without";
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

  /**
   * Pulls a link out: at the far end where there is one, so that its routes stay.
   *
   * @return routes and addresses that do not stay
   */
  public List<String> unplug(LinkPlace place) {
    boolean port = hasPort(place);
    return at(
        place,
        port ? Direction.IN : Direction.OUT,
        (netlink, link) -> {
          List<String> lost = port ? List.of() : Belongings.of(netlink, link.index());
          netlink.change(place.toString(), List.of(LinkMessages.carrier(link.index(), false)));
          return lost;
        });
  }

  /** Plugs a link in again, with what did not stay. */
  public void plug(LinkPlace place, List<String> lost) {
    at(
        place,
        hasPort(place) ? Direction.IN : Direction.OUT,
        (netlink, link) -> {
          netlink.change(place.toString(), List.of(LinkMessages.carrier(link.index(), true)));
          Belongings.restore(netlink, link.index(), lost);
          return true;
        });
  }

  /** Whether a link is plugged in. */
  public boolean isPlugged(LinkPlace place) {
    Direction end = hasPort(place) ? Direction.IN : Direction.OUT;
    return at(place, end, (netlink, link) -> link.up());
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
