package jcompose.composer.model;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A block of addresses.
 *
 * @param address its first address, whose bits beyond the prefix are zero
 * @param prefix the bits that its addresses share
 */
public record Subnet(IpAddress address, int prefix) {
  /** Checks the prefix; sets the bits beyond it to zero. */
  public Subnet {
    if (prefix < 0 || prefix > address.bits()) {
      throw new IllegalArgumentException(address + "/" + prefix + ": no such prefix");
    }
    int free = address.bits() - prefix;
    address = IpAddress.of(address.number().shiftRight(free).shiftLeft(free), address.six());
  }

  /** Of {@code 10.1.0.0/16}; empty when it is none. */
  public static Optional<Subnet> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return IpAddress.parse(text.substring(0, slash))
        .filter(address -> prefix <= address.bits())
        .map(address -> new Subnet(address, prefix));
  }

  /** The same of a text that is one. */
  public static Subnet of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a subnet"));
  }

  /** Whether it is one of IPv6. */
  public boolean six() {
    return address.six();
  }

  /** How many addresses there are, those of the network and of broadcasts among them. */
  public BigInteger size() {
    return BigInteger.ONE.shiftLeft(address.bits() - prefix);
  }

  /** Its last address: of IPv4, that of broadcasts. */
  public IpAddress last() {
    return IpAddress.of(address.number().add(size()).subtract(BigInteger.ONE), six());
  }

  /**
   * The address at an offset from the first one.
   *
   * @param offset from 0 below {@link #size}
   */
  public IpAddress at(BigInteger offset) {
    return IpAddress.of(address.number().add(offset), six());
  }

  /** Whether an address is one of its own. */
  public boolean contains(IpAddress other) {
    if (other.six() != six()) {
      return false;
    }
    byte[] own = address.bytes();
    byte[] others = other.bytes();
    int whole = prefix / 8;
    int rest = prefix % 8;
    return Arrays.equals(own, 0, whole, others, 0, whole)
        && (rest == 0 || ((own[whole] ^ others[whole]) & 0xff) >> (8 - rest) == 0);
  }

  /** Whether all of another's addresses are its own. */
  public boolean contains(Subnet other) {
    return other.prefix >= prefix && contains(other.address);
  }

  /** Whether an address is in both. */
  public boolean overlaps(Subnet other) {
    return contains(other) || other.contains(this);
  }

  /**
   * Whether an address can be a machine's: neither the network's own nor, of IPv4, the broadcasts'.
   * In subnets of one or two addresses all can be (RFC 3021).
   */
  public boolean canBeMachine(IpAddress other) {
    boolean tiny = address.bits() - prefix <= 1;
    return contains(other) && (tiny || (!other.equals(address) && (six() || !isBroadcast(other))));
  }

  private boolean isBroadcast(IpAddress other) {
    int free = (int) ((1L << (32 - prefix)) - 1);
    return (ByteBuffer.wrap(other.bytes()).getInt() & free) == free;
  }

  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
