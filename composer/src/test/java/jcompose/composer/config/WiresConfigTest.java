package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The top-level {@code links} in what {@code config} prints. */
final class WiresConfigTest {
  private static final String SERVICES =
      "services: {a: {image: i}, b: {image: i}, off: {image: i, profiles: [x]}}\n";

  @TempDir Path folder;

  private Stack stack(String links) {
    return Stack.in(folder).write("s.yml", SERVICES + links);
  }

  @Test
  void arePrintedWithoutTheirMark() {
    String yaml =
        stack("x-links: [{x-link: {delay: 5ms}, mtu: 9000, endpoints: ['a:eth1', 'b:eth1']}]")
            .yaml("s.yml");
    assertEquals(
        """
        links:
          - endpoints:
              - a:eth1
              - b:eth1
            mtu: 9000
            link:
              delay: "5ms"
        """,
        yaml.substring(yaml.indexOf("links:")));
    assertFalse(stack("links: [{endpoints: ['a:e', 'off:e']}]").yaml("s.yml").contains("links"));
  }

  @Test
  void areMergedByAppending() {
    stack("links: [{endpoints: ['a:e', 'b:e']}]");
    Stack both = Stack.in(folder).write("t.yml", "links: [{endpoints: ['a:f', 'b:f']}]");
    assertEquals(2, both.yaml("s.yml", "t.yml").lines().filter(l -> l.contains("endp")).count());
  }

  @Test
  void areChecked() {
    assertEquals(
        List.of("s.yml:2:22: links[0].endpoints: no service 'c'"),
        stack("links: [{endpoints: ['c:e', 'b:e']}]").problems("s.yml"));
    assertEquals(
        List.of("s.yml:2:9: links[0]: needs 'endpoints'"),
        stack("links: [{mtu: 1}]").problems("s.yml"));
    assertEquals(
        List.of("s.yml:3:1: x-links: is the same key as the one at s.yml:2:1; keep one of them"),
        stack("links: []\nx-links: []").problems("s.yml"));
  }
}
