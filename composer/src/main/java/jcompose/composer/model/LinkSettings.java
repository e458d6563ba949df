package jcompose.composer.model;

import java.util.Optional;

/**
 * What {@code link} says of one end of a link.
 *
 * @param egress what is done to what this end sends; empty when nothing is said
 * @param ingress what is done to what this end receives; empty when nothing is said
 * @param rateAlone whether the rate alone will do where the kernel has no netem
 */
public record LinkSettings(
    Optional<Impairment> egress, Optional<Impairment> ingress, boolean rateAlone) {
  /** Nothing is said. */
  public static final LinkSettings NONE =
      new LinkSettings(Optional.empty(), Optional.empty(), false);

  /** These, and what another says of a direction of which these say nothing. */
  public LinkSettings over(LinkSettings other) {
    return new LinkSettings(
        egress.or(other::egress), ingress.or(other::ingress), rateAlone || other.rateAlone);
  }

  /** The same seen from the other end. */
  public LinkSettings reversed() {
    return new LinkSettings(ingress, egress, rateAlone);
  }
}
