package jcompose.composer.load;

import java.math.BigInteger;
import java.util.OptionalInt;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlScalar;

/** The permissions of a file. */
final class FileMode {
  private static final int BITS = 12;

  private FileMode() {}

  /** A number is the mode itself, as YAML 1.1 reads it; the text of a string is octal. */
  static OptionalInt bind(Attribute attribute) {
    if (attribute.node() instanceof YamlScalar scalar) {
      boolean octal =
          scalar.type() == ScalarType.STRING
              && !scalar.text().isEmpty()
              && scalar.text().chars().allMatch(digit -> digit >= '0' && digit <= '7');
      if (scalar.type() == ScalarType.INTEGER || octal) {
        BigInteger value =
            octal ? new BigInteger(scalar.text(), 8) : ScalarText.integer(scalar.text());
        if (value.signum() >= 0 && value.bitLength() <= BITS) {
          return OptionalInt.of(value.intValueExact());
        }
      }
    }
    attribute.problem("must be a file mode such as 0440");
    return OptionalInt.empty();
  }
}
