package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are refused by name. */
final class UnknownKeysTest {
  @TempDir Path folder;

  @Test
  void suggestsTheNearKeyWithTheLineAndACaret() {
    Folder.of(folder).write("stack.yml", "services:\n  web:\n    image: a\n    prots: [80]\n");
    assertEquals(
        """
        stack.yml:4:5: services.web.prots: unknown key; did you mean 'ports'?
            prots: [80]
            ^\
        """,
        Folder.of(folder).message("stack.yml"));
  }

  @Test
  void namesKeysOfTheSpecificationThatAreNotSupported() {
    assertEquals(
        List.of(
            "stack.yml:4:5: services.web.pre_start: not supported yet",
            "stack.yml:5:5: services.web.external_links: not supported yet"),
        Folder.of(folder).problems("pre_start: []", "external_links: []"));
  }

  @Test
  void refusesKeysWithoutAValueThatNeedOne() {
    assertEquals(
        List.of(
            "stack.yml:4:17: services.web.environment: must be a mapping or a list, not empty",
            "stack.yml:5:13: services.web.volumes: must be a list, not empty"),
        Folder.of(folder).problems("environment:", "volumes:"));
  }

  @Test
  void refusesTopLevelElements() {
    Folder.of(folder)
        .write("stack.yml", "services: {web: {image: a}}\nversion: 3\nvolume: {}\nqqq: 1\n");
    assertEquals(
        List.of(
            "stack.yml:3:1: volume: unknown key; did you mean 'volumes'?",
            "stack.yml:4:1: qqq: unknown key"),
        Folder.of(folder).problemsOf("stack.yml"));
  }

  @Test
  void leavesExtensionsAlone() {
    Folder.of(folder)
        .write(
            "stack.yml",
            "x-a: {b: 1}\nservices: {web: {image: a, x-b: 2}}\nvolumes: {d: {x-c: 1}}\n");
    assertEquals("a", source(Folder.of(folder).load("stack.yml")));
  }

  @Test
  void takesOwnKeysWithAndWithoutTheirMark() {
    assertEquals(
        Optional.of(folder.resolve("h")),
        Folder.of(folder).service("x-conf: {hosts: ./h}").conf().hosts());
    assertEquals(
        List.of(
            "stack.yml:5:5: services.web.x-conf: is the same key as the one at stack.yml:4:5;"
                + " keep one of them"),
        Folder.of(folder).problems("conf: {hosts: ./h}", "x-conf: {hosts: ./h}"));
  }

  @Test
  void warnsOfTheVersion() {
    Folder.of(folder).write("stack.yml", "version: '3'\nservices: {web: {image: a}}\n");
    assertEquals(
        List.of("stack.yml:1:10: version: is obsolete, and ignored"),
        Folder.of(folder).load("stack.yml").warnings());
  }

  private static String source(Loaded loaded) {
    return ((Source.Image) loaded.project().services().values().iterator().next().source())
        .reference();
  }
}
