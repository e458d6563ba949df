package jcompose.engine.spec;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An address with the length of its network, for example {@code 172.18.0.2/16} or {@code
 * fd00::2/64}; also a network itself, when the bits behind the length are zero.
 */
public record IpPrefix(InetAddress address, int length) {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*|[0-9.]+");

  /** Checks the length. */
  public IpPrefix {
    if (length < 0 || length > 8 * address.getAddress().length) {
      throw new IllegalArgumentException(
          text(address) + "/" + length + ": the length is beyond the address");
    }
  }

  /**
   * Reads {@code ADDRESS/LENGTH}.
   *
   * @throws IllegalArgumentException for everything else
   */
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no address with a length, as in 10.0.0.1/24");
    }
    return new IpPrefix(
        address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /**
   * Reads an address; names are not looked up.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static InetAddress address(String text) {
    if (LITERAL.matcher(text).matches()
        && (text.contains(":") || text.chars().filter(c -> c == '.').count() == 3)) {
      try {
        return InetAddress.getByName(text);
      } catch (UnknownHostException noAddress) {
        throw new IllegalArgumentException("'" + text + "' is no IP address", noAddress);
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no IP address");
  }

  /** An address as people write it, IPv6 in its short form (RFC 5952). */
  public static String text(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    int[] words = new int[8];
    for (int i = 0; i < 8; i++) {
      words[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int start = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && words[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
      } else {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(words[i]));
      }
    }
    return text.toString();
  }

  /** Whether it is of IPv4. */
  public boolean isV4() {
    return address instanceof Inet4Address;
  }

  /** The network that the address is in. */
  public IpPrefix network() {
    return new IpPrefix(filled(false), length);
  }

  /** The last address of the network: of IPv4 the one for broadcasts. */
  public InetAddress last() {
    return filled(true);
  }

  /** Whether an address is in this network. */
  public boolean contains(InetAddress other) {
    return other.getAddress().length == address.getAddress().length
        && new IpPrefix(other, length).network().address().equals(network().address());
  }

  private InetAddress filled(boolean ones) {
    byte[] bytes = address.getAddress();
    for (int bit = length; bit < 8 * bytes.length; bit++) {
      int mask = 0x80 >> (bit % 8);
      bytes[bit / 8] = (byte) (ones ? (bytes[bit / 8] | mask) : (bytes[bit / 8] & ~mask));
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOf(bytes, bytes.length));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return text(address) + "/" + length;
  }
}
