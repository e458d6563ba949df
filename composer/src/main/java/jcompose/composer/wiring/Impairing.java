package jcompose.composer.wiring;

import java.util.function.Consumer;
import jcompose.composer.model.Impairment;
import jcompose.engine.EngineException;
import jcompose.engine.Networks;
import jcompose.engine.spec.LinkPlace;

/** Does to the packets of an interface what is wanted. */
record Impairing(Networks networks, Consumer<String> warnings) {
  /** Does it, unless it is so already: packets that wait would be lost. */
  void apply(ContainerLink link, LinkPlace place, Impairment wanted) {
    jcompose.engine.spec.Impairment impairment = EngineSpecs.impairment(wanted);
    if (networks.impairment(place).equals(impairment)) {
      return;
    }
    try {
      networks.impair(place, impairment);
    } catch (EngineException refused) {
      if (!link.file().rateAlone() || impairment.isRateOnly() || impairment.rate() == 0) {
        throw refused;
      }
      networks.impair(place, impairment.rateOnly());
      warnings.accept(
          link.place()
              + ": only the rate of "
              + link.interfaceName()
              + " is limited: "
              + refused.getMessage());
    }
  }
}
