package jcompose.composer.load;

import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.yaml.ScalarText;

/** Attributes that are integers. */
final class Integers {
  private Integers() {}

  /** The integer, in any base of YAML; reported and empty when it is none. */
  static OptionalLong of(Attribute attribute) {
    Optional<String> text = attribute.numberText();
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(ScalarText.integer(text.get()).longValueExact());
    } catch (NumberFormatException e) {
      attribute.problem("'" + text.get() + "' is not an integer");
    } catch (ArithmeticException e) {
      attribute.problem("'" + text.get() + "' is too large");
    }
    return OptionalLong.empty();
  }

  /** The same, which must lie between two others. */
  static OptionalLong within(Attribute attribute, long least, long most) {
    OptionalLong number = of(attribute);
    if (number.isPresent() && (number.getAsLong() < least || number.getAsLong() > most)) {
      attribute.problem("must be from " + least + " to " + most);
      return OptionalLong.empty();
    }
    return number;
  }
}
