package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestRegistry;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code network}; what {@code kill} and {@code down} remove besides. */
@RequiresRoot
@RequiresCommand({"busybox", "docker-registry"})
@LeavesNothing
class NetworkCommandIT {
  private static final String SERVICE =
      "{rootfs: ../rootfs, stop_grace_period: 0s, command: [sleep, '1000'], networks: [back]}";

  @Test
  void networksAreListedWithWhoIsInThem(Sandbox sandbox) {
    String file =
        "services:\n  web: SERVICE\n  db: SERVICE\nnetworks:\n  back: {internal: true, labels: {a:"
            + " b}, ipam: {config: [{subnet: 10.213.77.0/24}]}}\n";
    Jcompose jcompose =
        Jcompose.in(sandbox).withBusybox().file("compose.yaml", file.replace("SERVICE", SERVICE));
    assertEquals("NAME   DRIVER   PROJECT   SUBNETS   CONTAINERS\n", jcompose.ok("network", "ls"));
    jcompose.ok("up", "-d");
    Jcompose other =
        Jcompose.in(sandbox, "other")
            .file(
                "compose.yaml",
                "services:\n  guest: "
                    + SERVICE
                    + "\nnetworks: {back: {name: shop_back, external: true}}\n");
    other.ok("up", "-d");
    String list = jcompose.ok("network", "ls");
    assertTrue(
        list.lines().anyMatch(line -> line.matches("shop_back +bridge +shop +10.213.77.0/24 +3")),
        list);
    assertEquals("shop_back\n", jcompose.ok("network", "ls", "-q"));
    String detail = jcompose.ok("network", "inspect", "shop_back");
    for (String part :
        new String[] {
          "\"internal\" : true",
          "\"a\" : \"b\"",
          "\"gateway\" : \"10.213.77.1\"",
          "\"name\" : \"other-guest-1\"",
          "\"interfaceName\" : \"eth0\""
        }) {
      assertTrue(detail.contains(part), detail);
    }
    String address =
        jcompose.inside("web", "ip", "-o", "addr", "show", "eth0").split("inet ", -1)[1];
    assertTrue(detail.contains("\"" + address.split(" ", -1)[0] + "\""), detail + address);
    other.ok("stop");
    assertTrue(jcompose.ok("network", "ls").contains("   2\n"));
    Result unknown = jcompose.run("network", "inspect", "shop_bak");
    assertEquals(1, unknown.exit());
    assertTrue(unknown.err().contains("no network 'shop_bak'; did you mean 'shop_back'?"));

    jcompose.file("compose.yaml", file.replace("  db: SERVICE\n", "").replace("SERVICE", SERVICE));
    jcompose.ok("kill", "--remove-orphans", "web");
    String left = jcompose.ok("ps", "-a");
    assertTrue(left.contains("shop-web-1") && !left.contains("shop-db-1"), left);
    other.ok("down");
    jcompose.ok("down", "--remove-orphans");
    assertEquals("", jcompose.ok("network", "ls", "-q"));
  }

  @Test
  void downTakesImagesThatNobodyElseHas(Sandbox sandbox) {
    try (TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"))) {
      new TestImages(registry, "box")
          .push("1", TestImages.OCI, "{\"Cmd\":[\"sleep\",\"1000\"]}", TestImages.busybox());
      String image = registry.address() + "/box:1";
      String service = "{image: '" + image + "', network_mode: none, stop_grace_period: 0s}";
      Jcompose shop = Jcompose.in(sandbox).file("compose.yaml", "services: {a: " + service + "}");
      Jcompose other =
          Jcompose.in(sandbox, "other").file("compose.yaml", "services: {b: " + service + "}");
      shop.ok("up", "-d");
      other.ok("create");
      assertEquals(2, shop.run("down", "--rmi", "some").exit());
      Result kept = shop.run("down", "--rmi", "all");
      assertEquals(0, kept.exit(), kept.err());
      assertTrue(kept.err().contains("is used by container other-b-1"), kept.err());
      other.ok("down", "--rmi", "local");
      assertEquals(1, shop.ok("image", "ls", "-q").lines().count(), "none was built here");
      other.ok("create");
      Result down = other.run("down", "--rmi", "all");
      assertTrue(down.err().contains("Image " + image + "  Removed"), down.err());
      assertEquals("", shop.ok("image", "ls", "-q"));
    }
  }
}
