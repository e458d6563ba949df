package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.DeviceMapping;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files. */
final class MergeTest {
  @TempDir Path folder;

  private Service merged(String base, String over) {
    Folder.of(folder)
        .write("a.yml", "services: {web: {image: a, " + base + "}}\nvolumes: {d: , e: }\n")
        .write("b.yml", "services: {web: {" + over + "}}\n");
    return Folder.of(folder).load("a.yml", "b.yml").project().services().values().iterator().next();
  }

  private static List<String> targets(Service service) {
    return service.mounts().stream()
        .map(mount -> mount.getClass().getSimpleName() + mount.target())
        .toList();
  }

  @Test
  void replacesScalarsAndCommands() {
    Service service = merged("user: x, command: [a, b], tty: true", "user: y, command: [c], tty: ");
    assertEquals(Optional.of("y"), service.user());
    assertEquals(Optional.of(List.of("c")), service.command());
    assertEquals(true, service.tty());
  }

  @Test
  void mergesKeysAndValuesOfBothForms() {
    assertEquals(
        Map.of("A", "1", "B", "3", "C", "4"),
        merged("environment: {A: 1, B: 2}", "environment: [B=3, C=4]").environment());
    assertEquals(Map.of("A", "1", "B", "2"), merged("labels: [A=1]", "labels: {B: 2}").labels());
  }

  @Test
  void replacesVolumesByTarget() {
    assertEquals(
        List.of("Named/x", "Bind/y", "Named/z"),
        targets(
            merged(
                "volumes: ['./a:/x', './b:/y']",
                "volumes: [{type: volume, source: d, target: /x/}, 'e:/z']")));
  }

  @Test
  void replacesDevicesByTarget() {
    assertEquals(
        List.of(Path.of("/dev/n"), Path.of("/dev/b")),
        merged("devices: [/dev/a, /dev/b]", "devices: ['/dev/n:/dev/a']").devices().stream()
            .map(DeviceMapping::source)
            .toList());
  }

  @Test
  void joinsSets() {
    assertEquals(
        List.of("CAP_KILL", "CAP_BPF"), merged("cap_add: [KILL]", "cap_add: [KILL, BPF]").capAdd());
    assertEquals(List.of("Tmpfs/a", "Tmpfs/b"), targets(merged("tmpfs: /a", "tmpfs: [/a, /b]")));
  }

  @Test
  void joinsDependenciesOfBothForms() {
    Folder.of(folder)
        .write(
            "a.yml", "services: {web: {image: a, depends_on: [b]}, b: {image: a}, c: {image: a}}")
        .write("b.yml", "services: {web: {depends_on: {c: {condition: service_started}}}}");
    assertEquals(
        List.of("b", "c"),
        Folder.of(folder)
            .load("a.yml", "b.yml")
            .project()
            .services()
            .values()
            .iterator()
            .next()
            .dependsOn());
  }

  @Test
  void resolvesPathsAgainstTheFirstFile() {
    Folder.of(folder)
        .write("a.yml", "services: {web: {image: a}}")
        .write("sub/b.yml", "services: {web: {volumes: ['./x:/y']}}");
    Project project = Folder.of(folder).load("a.yml", "sub/b.yml").project();
    assertEquals(folder, project.directory());
    assertEquals(List.of(folder.resolve("a.yml"), folder.resolve("sub/b.yml")), project.files());
    assertEquals(
        folder.resolve("x"),
        ((ServiceMount.Bind) project.services().values().iterator().next().mounts().get(0))
            .source());
  }

  @Test
  void refusesToMergeAListWithAMapping() {
    Folder.of(folder)
        .write("a.yml", "services: {web: {image: a, conf: {hosts: x}}}")
        .write("b.yml", "services: {web: {conf: [1]}}");
    assertEquals(
        List.of(
            "b.yml:1:24: services.web.conf: a list cannot be merged with a mapping at a.yml:1:34",
            "b.yml:1:24: services.web.conf: must be a mapping, not a list"),
        Folder.of(folder).problemsOf("a.yml", "b.yml"));
  }
}
