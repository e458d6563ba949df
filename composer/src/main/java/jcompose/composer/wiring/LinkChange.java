package jcompose.composer.wiring;

import java.util.Optional;
import jcompose.composer.model.Impairment;
import jcompose.engine.spec.LinkPlace;

/**
 * What a user has made of a link while it was there, in place of what the file says.
 *
 * @param egress of what the container sends; empty for what the file says
 * @param ingress of what it receives, never that of a wire: there it is the far end's egress
 * @param down whether it is unplugged
 */
public record LinkChange(Optional<Impairment> egress, Optional<Impairment> ingress, boolean down) {
  /** As the file says. */
  static final LinkChange NONE = new LinkChange(Optional.empty(), Optional.empty(), false);

  Optional<Impairment> of(LinkPlace.Direction direction) {
    return direction == LinkPlace.Direction.OUT ? egress : ingress;
  }

  LinkChange with(LinkPlace.Direction direction, Optional<Impairment> wanted) {
    return direction == LinkPlace.Direction.OUT
        ? new LinkChange(wanted, ingress, down)
        : new LinkChange(egress, wanted, down);
  }

  LinkChange with(boolean unplugged) {
    return new LinkChange(egress, ingress, unplugged);
  }
}
