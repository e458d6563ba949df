package jcompose.composer.wiring;

import java.util.Optional;
import java.util.function.Consumer;
import jcompose.composer.model.Impairment;
import jcompose.composer.model.Service;
import jcompose.composer.network.PlannedInterface;
import jcompose.engine.EngineException;
import jcompose.engine.Networks;
import jcompose.engine.spec.LinkPlace;

/** Does to the packets of an interface what {@code link} says of it. */
record Impairing(Networks networks, String project, Consumer<String> warnings) {
  void apply(Service service, String namespace, PlannedInterface one) {
    direction(service, namespace, one, LinkPlace.Direction.OUT, one.link().egress());
    direction(service, namespace, one, LinkPlace.Direction.IN, one.link().ingress());
  }

  private void direction(
      Service service,
      String namespace,
      PlannedInterface one,
      LinkPlace.Direction direction,
      Optional<Impairment> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    LinkPlace place = new LinkPlace(project, namespace, one.name(), direction);
    jcompose.engine.spec.Impairment impairment = EngineSpecs.impairment(wanted.get());
    try {
      networks.impair(place, impairment);
    } catch (EngineException refused) {
      if (!one.link().rateAlone() || impairment.isRateOnly() || impairment.rate() == 0) {
        throw refused;
      }
      networks.impair(place, impairment.rateOnly());
      warnings.accept(
          service.position()
              + ": services."
              + service.name()
              + ": only the rate of "
              + one.name()
              + " is limited: "
              + refused.getMessage());
    }
  }
}
