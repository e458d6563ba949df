package jcompose.composer.wiring;

import java.util.Map;
import java.util.Optional;

/**
 * A link as {@code link show} tells of it.
 *
 * @param service whose it is
 * @param index which of its containers, from 1
 * @param network the network's key; empty for a wire
 * @param interface_ its name in the container
 * @param peer the far end of a wire, as {@code r2:eth1}
 * @param state {@code up}, {@code down} for unplugged, {@code absent} while its container was never
 *     started
 * @param out what is done to what the container sends
 * @param in what is done to what it receives
 */
public record LinkStatus(
    String service,
    int index,
    Optional<String> network,
    String interface_,
    Optional<String> peer,
    String state,
    Way out,
    Way in) {
  /**
   * One direction: impairments in the words of the file's keys, empty for none.
   *
   * @param file what the file says; empty when it says nothing
   * @param set what a user set in place of it; empty when nobody did
   * @param kernel what the kernel does; empty when the link is not there
   */
  public record Way(
      Optional<Map<String, String>> file,
      Optional<Map<String, String>> set,
      Optional<Map<String, String>> kernel) {}

  /** Its network, or its interface. */
  public String name() {
    return network.orElse(interface_);
  }
}
