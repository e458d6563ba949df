package jcompose.composer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.Samples;
import jcompose.composer.image.ImageConfig;
import jcompose.engine.Capabilities;
import org.junit.jupiter.api.Test;

class ContainerSpecsTest {
  private static final ImageConfig IMAGE =
      new ImageConfig(
          List.of("/entry"),
          List.of("default"),
          List.of("PATH=/image/bin", "A=image", "B=image"),
          "",
          "",
          Optional.of("SIGINT"),
          Set.of(),
          Map.of(),
          Set.of(),
          Optional.empty(),
          "linux",
          "amd64");

  @Test
  void commandReplacesCmdAndKeepsEntrypoint() {
    assertEquals(List.of("/entry", "x"), args(Optional.of(List.of("x")), Optional.empty()));
  }

  @Test
  void entrypointDropsCmd() {
    assertEquals(List.of("/mine"), args(Optional.empty(), Optional.of(List.of("/mine"))));
    assertEquals(
        List.of("/mine", "x"), args(Optional.of(List.of("x")), Optional.of(List.of("/mine"))));
  }

  @Test
  void neitherMeansTheImagesOwn() {
    assertEquals(List.of("/entry", "default"), args(Optional.empty(), Optional.empty()));
  }

  @Test
  void emptyEntrypointClearsTheImages() {
    assertEquals(List.of("x"), args(Optional.of(List.of("x")), Optional.of(List.of())));
  }

  @Test
  void nothingToRunIsRefusedWithItsPlace() {
    ComposerException failure =
        assertThrows(ComposerException.class, () -> args(Optional.empty(), Optional.of(List.of())));
    assertEquals(
        "stack.yml:3:5: services.web: nothing to run: neither the image nor the file has an"
            + " entrypoint or a command; add 'command:'",
        failure.getMessage());
  }

  @Test
  void environmentOfServiceOverridesTheImages() {
    assertEquals(
        List.of("PATH=/image/bin", "HOSTNAME=box", "A=service", "B=image"),
        ContainerSpecs.env(Samples.service("web"), IMAGE, "box"));
  }

  @Test
  void defaultCapabilitiesAreDockersFourteen() {
    assertEquals(Capabilities.DOCKER_DEFAULT, ContainerSpecs.capabilities(Samples.service("web")));
    assertEquals(14, Capabilities.DOCKER_DEFAULT.size());
  }

  @Test
  void stopSignalOfImageIsTheDefault() {
    assertEquals(2, ContainerSpecs.stopSignal(Samples.service("web"), IMAGE));
  }

  private static List<String> args(
      Optional<List<String>> command, Optional<List<String>> entrypoint) {
    return ContainerSpecs.args(Samples.running(command, entrypoint), IMAGE);
  }
}
