package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Position;
import jcompose.composer.model.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The top-level {@code volumes}. */
final class ProjectVolumesTest {
  @TempDir Path folder;

  private List<Volume> volumes(String text) {
    Folder.of(folder).write("stack.yml", "name: p\nservices: {web: {image: a}}\nvolumes: " + text);
    return List.copyOf(Folder.of(folder).load("stack.yml").project().volumes().values());
  }

  @Test
  void areNamedAfterTheProject() {
    assertEquals(
        List.of(
            new Volume(
                "a", "p_a", false, Map.of(), Optional.empty(), new Position("stack.yml", 3, 11)),
            new Volume(
                "b",
                "own",
                false,
                Map.of("k", "v"),
                Optional.empty(),
                new Position("stack.yml", 3, 16))),
        volumes("{a: , b: {name: own, driver: local, labels: [k=v]}}"));
  }

  @Test
  void mayBeExternal() {
    assertEquals(
        List.of("a", "own", "old"),
        volumes("{a: {external: true}, b: {external: true, name: own}, c: {external: {name: old}}}")
            .stream()
            .map(Volume::name)
            .toList());
  }

  @Test
  void refusesDriversAndUnknownKeys() {
    Folder.of(folder)
        .write(
            "stack.yml",
            """
            services: {web: {image: a}}
            volumes:
              a: {driver: nfs}
              b: {driver_opts: {o: 1}}
              c: {external: true, driver: local}
              d: {lables: {}}
            """);
    assertEquals(
        List.of(
            "stack.yml:3:15: volumes.a.driver: there are no plugins here, and so no driver 'nfs';"
                + " 'local' mounts nfs, cifs and others with 'driver_opts'",
            "stack.yml:4:20: volumes.b.driver_opts: needs both 'type' and 'device', for example"
                + " type: none, o: bind",
            "stack.yml:5:31: volumes.c.driver: an external volume is not made here, and takes only"
                + " a name",
            "stack.yml:6:7: volumes.d.lables: unknown key; did you mean 'labels'?"),
        Folder.of(folder).problemsOf("stack.yml"));
  }
}
