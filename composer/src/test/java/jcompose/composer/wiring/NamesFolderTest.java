package jcompose.composer.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcompose.composer.dns.Zone;
import jcompose.composer.model.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesFolderTest {
  private static final IpAddress WEB = new IpAddress("10.0.0.2");
  private static final IpAddress GUEST = new IpAddress("10.0.0.3");

  private static Zone zone(String network, String name, IpAddress address) {
    return new Zone(
        Map.of(
            "key",
            new Zone.Names(
                network, List.of(), Map.of(name, List.of(address)), Map.of(address, name))));
  }

  @Test
  void eachSeesWhatOthersHaveInItsNetworksAtThatMoment(@TempDir Path run) {
    NamesFolder shop = new NamesFolder(run, "shop");
    NamesFolder other = new NamesFolder(run, "other");
    assertEquals(Map.of(), shop.others());
    shop.publish(zone("Shop_Net", "web", WEB));
    assertEquals(Map.of(), shop.others());
    other.publish(zone("shop_net", "guest", GUEST));
    assertEquals(zone("shop_net", "guest", GUEST).networks().get("key"), of(shop));
    assertEquals(zone("shop_net", "web", WEB).networks().get("key"), of(other));
    other.publish(zone("shop_net", "renamed", GUEST));
    assertEquals(Map.of("renamed", List.of(GUEST)), of(shop).addresses());
    other.publish(zone("elsewhere", "guest", GUEST));
    assertEquals(Map.of(), shop.others());
  }

  private static Zone.Names of(NamesFolder folder) {
    return folder
        .others()
        .getOrDefault("shop_net", new Zone.Names("", List.of(), Map.of(), Map.of()));
  }

  @Test
  void anotherProcessRemovesAllOfAProjectAndNothingOfOthers(@TempDir Path run) {
    NamesFolder shop = new NamesFolder(run, "shop");
    shop.publish(zone("net", "web", WEB));
    new NamesFolder(run, "other").publish(zone("net", "guest", GUEST));
    new NamesFolder(run, "other").remove();
    assertEquals(Map.of(), shop.others());
    assertEquals(true, Files.exists(run.resolve("names/network-net/shop.json")));
    shop.remove();
    assertEquals(false, Files.exists(run.resolve("names/network-net")));
  }

  @Test
  void aNetworksNameLeadsNowhereElse(@TempDir Path run) {
    NamesFolder shop = new NamesFolder(run, "shop");
    shop.publish(zone("../../x", "web", WEB));
    assertEquals(true, Files.exists(run.resolve("names/network-..%2F..%2Fx/shop.json")));
    shop.remove();
  }
}
