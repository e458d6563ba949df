package jcompose.composer.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Impairment;
import jcompose.composer.model.LinkSettings;
import jcompose.engine.EngineDirectories;
import jcompose.engine.spec.LinkPlace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of links is kept on disk. */
final class LinkFileTest {
  private static final Impairment SLOW =
      new Impairment(
          Duration.ofMillis(50), Duration.ZERO, 0.5, OptionalLong.of(1_000_000), 0, 0, 0);

  @TempDir Path folder;
  private LinkFile file;
  private Path path;

  @BeforeEach
  void make() throws IOException {
    file = new LinkFile(new EngineDirectories(folder, folder.resolve("run")), "p");
    path = Files.createDirectories(folder.resolve("projects/p")).resolve("links.json");
  }

  private static ContainerLink link(String container, String network) {
    return new ContainerLink(
        container,
        container.replaceAll("-.*", ""),
        Optional.of(network),
        "eth0",
        Optional.empty(),
        LinkSettings.NONE,
        "");
  }

  private static LinkRecord some() {
    return LinkRecord.NONE
        .with(
            link("web-1", "wan"), change -> change.with(LinkPlace.Direction.OUT, Optional.of(SLOW)))
        .with(link("web-10", "wan"), change -> change.with(true))
        .touching(List.of("web-1:eth0 OUT", "web-10:eth0 IN", "web-1:eth0 OUT"))
        .unplugging("web-10:eth0", List.of("fe80::1/64"));
  }

  @Test
  void isReadAsItWasWritten() {
    file.write(some());
    assertEquals(some(), file.read());
    assertEquals(List.of("web-1:eth0 OUT", "web-10:eth0 IN"), file.read().touched());
  }

  @Test
  void isNotThereWhenNothingIsKept() {
    assertEquals(LinkRecord.NONE, file.read());
    file.write(some());
    assertTrue(Files.exists(path));
    file.write(some().without("web-1").without("web-10"));
    assertFalse(Files.exists(path));
    file.write(LinkRecord.NONE);
  }

  @Test
  void forgetsOneContainerAndNotItsNeighbours() {
    LinkRecord left = some().without("web-1");
    assertEquals(List.of("web-10:eth0 IN"), left.touched());
    assertTrue(left.of(link("web-10", "wan")).down());
    assertEquals(LinkChange.NONE, left.of(link("web-1", "wan")));
  }

  @Test
  void isToldToBeRemovedWhenItIsNoneOfOurs() throws IOException {
    Files.writeString(path, "{");
    ComposerException broken = assertThrows(ComposerException.class, file::read);
    assertTrue(
        String.valueOf(broken.getMessage()).endsWith("; remove this file and run again"),
        broken::getMessage);
  }
}
