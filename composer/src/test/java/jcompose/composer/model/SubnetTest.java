package jcompose.composer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and subnets. */
final class SubnetTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "FD00:0:0:1::0001, fd00:0:0:1::1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "::ffff:10.0.0.1, ::ffff:a00:1",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
  })
  void addressesHaveOneText(String text, String canonical) {
    assertEquals(Optional.of(canonical), IpAddress.parse(text).map(IpAddress::text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.256",
        "a",
        "localhost",
        ":",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "1:",
        ":1",
        "1::2:",
        "1.2.3.4.5",
        "1..2.3",
        "1.2.3.4::",
        "::1.2.3",
        "g::",
        "+1::",
        "fe80::1%eth0"
      })
  void otherTextsAreNone(String text) {
    assertEquals(Optional.empty(), IpAddress.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new IpAddress(text));
  }

  @Test
  void subnetsHoldAddresses() {
    Subnet subnet = Subnet.of("10.1.2.0/23");
    assertTrue(subnet.contains(new IpAddress("10.1.3.255")));
    assertFalse(subnet.contains(new IpAddress("10.1.4.0")));
    assertFalse(subnet.contains(new IpAddress("::1")));
    assertEquals("10.1.3.255", subnet.last().text());
    assertEquals(BigInteger.valueOf(512), subnet.size());
    assertEquals("10.1.3.1", subnet.at(BigInteger.valueOf(257)).text());
    assertEquals("10.1.2.0/23", new Subnet(new IpAddress("10.1.3.9"), 23).toString());
    assertFalse(subnet.canBeMachine(subnet.address()));
    assertFalse(subnet.canBeMachine(subnet.last()));
    assertTrue(subnet.canBeMachine(new IpAddress("10.1.2.255")));
    assertTrue(Subnet.of("10.0.0.0/31").canBeMachine(new IpAddress("10.0.0.0")));
    assertTrue(Subnet.of("fd00::/64").canBeMachine(Subnet.of("fd00::/64").last()));
  }

  @Test
  void subnetsOverlap() {
    assertTrue(Subnet.of("10.0.0.0/8").overlaps(Subnet.of("10.1.0.0/16")));
    assertTrue(Subnet.of("10.1.0.0/16").overlaps(Subnet.of("10.0.0.0/8")));
    assertFalse(Subnet.of("10.1.0.0/16").overlaps(Subnet.of("10.2.0.0/16")));
    assertTrue(Subnet.of("0.0.0.0/0").overlaps(Subnet.of("10.2.0.0/16")));
    assertFalse(Subnet.of("::/0").overlaps(Subnet.of("10.2.0.0/16")));
    for (String wrong : List.of("10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "fd00::/129", "/8")) {
      assertEquals(Optional.empty(), Subnet.parse(wrong), wrong);
    }
  }

  @Test
  void addressesAreInOrder() {
    assertTrue(new IpAddress("9.0.0.0").compareTo(new IpAddress("10.0.0.0")) < 0);
    assertTrue(new IpAddress("255.0.0.0").compareTo(new IpAddress("::")) < 0);
    assertEquals("10.0.1.0", new IpAddress("10.0.0.255").plus(1).text());
  }
}
