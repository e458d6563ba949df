package jcompose.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/24, 10.0.0.1/24, 10.0.0.0/24, 10.0.0.255",
    "10.1.2.3/13, 10.1.2.3/13, 10.0.0.0/13, 10.7.255.255",
    "0.0.0.0/0, 0.0.0.0/0, 0.0.0.0/0, 255.255.255.255",
    "fd00:0:0:1:0:0:0:2/64, fd00:0:0:1::2/64, fd00:0:0:1::/64, fd00::1:ffff:ffff:ffff:ffff",
    "::1/128, ::1/128, ::1/128, ::1",
    "::/0, ::/0, ::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "1:0:0:2:0:0:0:3/128, 1:0:0:2::3/128, 1:0:0:2::3/128, 1:0:0:2::3",
    "1:0:2:3:4:5:6:7/16, 1:0:2:3:4:5:6:7/16, 1::/16, 1:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  })
  void readsAndPrints(String text, String printed, String network, String last) {
    IpPrefix prefix = IpPrefix.parse(text);
    assertEquals(printed, prefix.toString());
    assertEquals(network, prefix.network().toString());
    assertEquals(last, IpPrefix.text(prefix.last()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.0.0/8",
        "10.0.0.1/33",
        "localhost/8",
        "fd00::/129",
        "::1::/8",
        "1.2.3.400/8",
        "/8",
        "1/8"
      })
  void refusesWhatIsNoAddressWithLength(String text) {
    assertThrows(IllegalArgumentException.class, () -> IpPrefix.parse(text));
  }

  @Test
  void knowsWhatIsInANetwork() {
    IpPrefix network = IpPrefix.parse("172.18.0.0/16");
    assertTrue(network.contains(IpPrefix.address("172.18.255.1")));
    assertFalse(network.contains(IpPrefix.address("172.19.0.1")));
    assertFalse(network.contains(IpPrefix.address("fd00::1")));
  }
}
