package jcompose.composer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.image.Manifest.Entry;
import org.junit.jupiter.api.Test;

/** Which of an index's images a platform gets. */
class PlatformChoiceTest {
  private static List<Entry> index(String... platforms) {
    List<Entry> entries = new ArrayList<>();
    for (String platform : platforms) {
      Descriptor target = new Descriptor("", "sha256:" + platform, 1);
      entries.add(new Entry(target, Platform.parse(platform), "", ""));
    }
    return entries;
  }

  private static String choice(String platform, String... offered) {
    return PlatformChoice.of(index(offered), Platform.parse(platform))
        .map(entry -> entry.platform().toString())
        .orElse("none");
  }

  @Test
  void theSamePlatform() {
    assertEquals("linux/amd64", choice("linux/amd64", "linux/arm64", "linux/amd64"));
    assertEquals("linux/amd64", choice("linux/x86_64", "linux/amd64"));
    assertEquals("none", choice("linux/amd64", "linux/arm64", "windows/amd64"));
  }

  @Test
  void theNewestVariantThatRuns() {
    String[] arm = {"linux/arm/v5", "linux/arm/v6", "linux/arm/v7", "linux/arm64/v8"};
    assertEquals("linux/arm/v7", choice("linux/arm/v7", arm));
    assertEquals("linux/arm/v6", choice("linux/arm/v6", arm));
    assertEquals("linux/arm/v7", choice("linux/arm", arm));
    assertEquals("linux/arm64/v8", choice("linux/arm64", arm));
    assertEquals("linux/arm/v6", choice("linux/arm/v7", "linux/arm/v6"));
    assertEquals("none", choice("linux/arm/v6", "linux/arm/v7"));
  }

  @Test
  void aVariantThatMattersLittle() {
    assertEquals("linux/arm64", choice("linux/arm64/v8", "linux/arm64"));
    assertEquals("linux/amd64", choice("linux/amd64", "linux/amd64/v3", "linux/amd64"));
    assertEquals("linux/amd64/v2", choice("linux/amd64", "linux/amd64/v2"));
  }

  @Test
  void whatIsOfferedIsTold() {
    List<Entry> entries = index("linux/amd64", "linux/arm64", "linux/amd64", "unknown/unknown");
    assertEquals("linux/amd64, linux/arm64", PlatformChoice.offered(entries));
  }
}
