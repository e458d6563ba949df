package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code mac_address}: that of its interface. */
final class MacAddressTest extends AttributeTest {
  @Test
  void forms() {
    becomes("mac_address: \"02:42:ac:11:65:43\"\n", "mac_address: 02:42:ac:11:65:43");
  }

  @Test
  void merges() {
    merge(
        "mac_address: \"02:42:ac:11:65:44\"\n",
        "mac_address: 02:42:ac:11:65:43",
        "mac_address: 02:42:ac:11:65:44");
  }

  @Test
  void refused() {
    refuses("mac_address: [a]", "s.yml:4:18: services.s.mac_address: must be a string, not a list");
  }
}
