package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.model.Position;
import jcompose.composer.model.ServiceMount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code volumes} of a service. */
final class VolumesTest {
  @TempDir Path folder;

  private static final Position AT = new Position("stack.yml", 4, 16);

  private List<ServiceMount> mounts(String entry) {
    return Folder.of(folder).service("volumes: [ " + entry + "]").mounts();
  }

  @Test
  void bindsPaths() {
    assertEquals(
        List.of(new ServiceMount.Bind(folder.resolve("a"), "/b", false, true, AT)),
        mounts("./a:/b/"));
    assertEquals(
        List.of(new ServiceMount.Bind(Path.of("/a"), "/b", true, true, AT)),
        mounts("'/a:/b:ro,z'"));
    assertEquals(
        List.of(new ServiceMount.Bind(Path.of("/home/ada/x"), "/b", false, true, AT)),
        mounts("~/x:/b"));
  }

  @Test
  void namesVolumes() {
    assertEquals(
        List.of(new ServiceMount.Named("data", "/d", true, true, AT)),
        mounts("'data:/d:ro,nocopy'"));
    assertEquals(List.of(new ServiceMount.Anonymous("/d", false, false, AT)), mounts("/d"));
  }

  @Test
  void readsTheLongSyntax() {
    assertEquals(
        List.of(new ServiceMount.Bind(folder.resolve("a"), "/b", true, false, AT)),
        mounts(
            "{type: bind, source: a, target: /b, read_only: true, bind: {create_host_path:"
                + " false}}"));
    assertEquals(
        List.of(new ServiceMount.Named("data", "/b", false, true, AT)),
        mounts("{type: volume, source: data, target: /b, volume: {nocopy: true}}"));
    assertEquals(
        List.of(new ServiceMount.Anonymous("/b", false, false, AT)),
        mounts("{type: volume, target: /b}"));
    assertEquals(
        List.of(
            new ServiceMount.Tmpfs("/b", "noexec,nosuid,nodev,size=65536,mode=1777", false, AT)),
        mounts("{type: tmpfs, target: /b, tmpfs: {size: 64k, mode: 01777}}"));
  }

  @Test
  void refusesBadEntries() {
    assertEquals(
        List.of(
            "stack.yml:5:9: services.web.volumes[0]: 'a/b' is not the name of a volume; a relative"
                + " path begins with './'",
            "stack.yml:6:9: services.web.volumes[1]: 'b' must be an absolute path in the container",
            "stack.yml:7:9: services.web.volumes[2]: unknown option 'rp'; did you mean 'ro'?",
            "stack.yml:8:9: services.web.volumes[3]: option 'rshared' is not supported yet",
            "stack.yml:9:9: services.web.volumes[4]: '/e' is mounted already, at stack.yml:8:9",
            "stack.yml:10:9: services.web.volumes: volume 'dada' is not declared under the"
                + " top-level 'volumes'; did you mean 'data'?",
            "stack.yml:11:9: services.web.volumes[6]: 'a:/f:ro:x' is not of the form"
                + " [SOURCE:]TARGET[:OPTIONS]",
            "stack.yml:12:9: services.web.volumes[7]: needs 'type' and 'target'",
            "stack.yml:13:16: services.web.volumes[8].type: 'bin' is not one of bind, volume,"
                + " tmpfs, image, npipe, cluster; did you mean 'bind'?",
            "stack.yml:14:16: services.web.volumes[9].type: 'image' is not supported yet"),
        Folder.of(folder)
            .problems(
                "volumes:",
                "  - a/b:/c",
                "  - ./a:b",
                "  - ./a:/c:rp",
                "  - ./a:/e:rshared",
                "  - ./a:/e",
                "  - dada:/g",
                "  - a:/f:ro:x",
                "  - source: a",
                "  - {type: bin, target: /h}",
                "  - {type: image, target: /i}"));
  }

  @Test
  void refusesAMountOverAConfFile() {
    assertEquals(
        List.of(
            "stack.yml:5:15: services.web.volumes[0]: '/etc/hosts' is mounted already, at"
                + " stack.yml:4:11"),
        Folder.of(folder).problems("conf: {hosts: ./h}", "volumes: ['./h:/etc/hosts']"));
  }
}
