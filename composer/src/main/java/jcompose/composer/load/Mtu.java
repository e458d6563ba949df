package jcompose.composer.load;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The largest packet of a network or wire. */
final class Mtu {
  /** What IPv4 needs, and the most that a veth takes. */
  private static final int LEAST = 68;

  /** What IPv6 needs. */
  static final int LEAST_OF_SIX = 1280;

  private static final int MOST = 65_535;

  private Mtu() {}

  /** The number of bytes, of a number or its text; empty when there is none or it is wrong. */
  static OptionalInt of(Optional<Attribute> attribute) {
    OptionalLong bytes =
        attribute.map(number -> Integers.within(number, LEAST, MOST)).orElse(OptionalLong.empty());
    return bytes.isPresent() ? OptionalInt.of((int) bytes.getAsLong()) : OptionalInt.empty();
  }
}
