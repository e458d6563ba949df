package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Position;
import jcompose.composer.model.Service;
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
            "stack.yml:8:9: services.web.volumes[3]: option 'rshared' is for paths, and 'data' is a"
                + " volume",
            "stack.yml:9:9: services.web.volumes[4]: '/e' is mounted already, at stack.yml:8:9",
            "stack.yml:10:9: services.web.volumes: volume 'dada' is not declared under the"
                + " top-level 'volumes'; did you mean 'data'?",
            "stack.yml:11:9: services.web.volumes[6]: 'a:/f:ro:x' is not of the form"
                + " [SOURCE:]TARGET[:OPTIONS]",
            "stack.yml:12:9: services.web.volumes[7]: needs 'type' and 'target'",
            "stack.yml:13:16: services.web.volumes[8].type: 'bin' is not one of bind, volume,"
                + " tmpfs, image, npipe, cluster; did you mean 'bind'?",
            "stack.yml:14:9: services.web.volumes[9]: needs 'source', which names the image",
            "stack.yml:15:16: services.web.volumes[10].type: 'npipe' is a named pipe of Windows,"
                + " and this is Linux",
            "stack.yml:16:16: services.web.volumes[11].type: 'cluster' needs Swarm, and this runs"
                + " on one machine; use 'volume'"),
        Folder.of(folder)
            .problems(
                "volumes:",
                "  - a/b:/c",
                "  - ./a:b",
                "  - ./a:/c:rp",
                "  - data:/e:rshared",
                "  - ./a:/e",
                "  - dada:/g",
                "  - a:/f:ro:x",
                "  - source: a",
                "  - {type: bin, target: /h}",
                "  - {type: image, target: /i}",
                "  - {type: npipe, target: /j}",
                "  - {type: cluster, target: /k}"));
  }

  @Test
  void readsWhatTheLongSyntaxAloneCanSay() {
    assertEquals(
        List.of(
            new ServiceMount.Bind(
                folder.resolve("a"),
                "/b",
                true,
                true,
                ServiceMount.Recursive.READONLY,
                Optional.empty(),
                AT)),
        mounts(
            "{type: bind, source: a, target: /b, read_only: true, consistency: cached, bind:"
                + " {recursive: readonly, propagation: rprivate, selinux: Z}}"));
    assertEquals(
        List.of(
            new ServiceMount.Bind(
                folder.resolve("a"),
                "/b",
                false,
                true,
                ServiceMount.Recursive.DISABLED,
                Optional.of("rslave"),
                AT)),
        mounts(
            "{type: bind, source: a, target: /b, bind: {recursive: disabled, propagation:"
                + " rslave}}"));
    assertEquals(
        List.of(
            new ServiceMount.Named(
                "data", "/b", false, false, Optional.of("x/y"), Map.of("k", "v"), AT)),
        mounts("{type: volume, source: data, target: /b, volume: {subpath: x/y, labels: {k: v}}}"));
    assertEquals(
        List.of(new ServiceMount.OfImage("busybox", "/b", Optional.of("bin"), AT)),
        mounts("{type: image, source: busybox, target: /b, image: {subpath: bin}}"));
  }

  @Test
  void readsPropagationInTheShortSyntax() {
    assertEquals(
        List.of(
            new ServiceMount.Bind(
                folder.resolve("a"),
                "/b",
                true,
                true,
                ServiceMount.Recursive.ENABLED,
                Optional.of("rshared"),
                AT)),
        mounts("'./a:/b:ro,rshared'"));
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() {
    assertEquals(
        List.of(
            "stack.yml:5:70: services.web.volumes[0].bind.recursive: 'writable' needs 'read_only:"
                + " true' as well",
            "stack.yml:6:82: services.web.volumes[1].bind.recursive: 'readonly' does not go with"
                + " propagation 'rslave', by which writable mounts may come later",
            "stack.yml:7:73: services.web.volumes[2].volume.subpath: '../x' must be a relative path"
                + " inside of it",
            "stack.yml:8:59: services.web.volumes[3].volume.subpath: needs a volume with a name: a"
                + " new one has no parts",
            "stack.yml:9:68: services.web.volumes[4].read_only: an image is never written to; leave"
                + " it out or say true"),
        Folder.of(folder)
            .problems(
                "volumes:",
                "  - {type: bind, source: ./a, target: /a, bind:      {recursive: writable}}",
                "  - {type: bind, source: ./a, target: /b, read_only: true, bind: {recursive:"
                    + " readonly, propagation: rslave}}",
                "  - {type: volume, source: data, target: /c, volume:      {subpath: ../x}}",
                "  - {type: volume, target: /d, volume:      {subpath: x}}",
                "  - {type: image, source: busybox, target: /e,      read_only: false}"));
  }

  @Test
  void takesSharedMemoryAndOtherServicesVolumes() {
    assertEquals(
        List.of(new ServiceMount.SharedMemory(64 << 20, new Position("stack.yml", 4, 15))),
        Folder.of(folder).service("shm_size: 64m").mounts());
    assertEquals(
        List.of(new ServiceMount.SharedMemory(0, new Position("stack.yml", 4, 10))),
        Folder.of(folder).service("ipc: none").mounts());
    Service a =
        Folder.of(folder)
            .write(
                "stack.yml", "services:\n  a: {image: x, volumes_from: [b:ro]}\n  b: {image: x}\n")
            .load("stack.yml")
            .project()
            .services()
            .values()
            .iterator()
            .next();
    assertEquals(
        List.of(new ServiceMount.From("b", true, new Position("stack.yml", 2, 32))), a.mounts());
    assertEquals(List.of("b"), a.dependsOn());
  }

  @Test
  void refusesSharedMemoryThatIsNotItsOwn() {
    assertEquals(
        List.of(
            "stack.yml:4:15: services.web.shm_size: contradicts the IPC namespace, whose shared"
                + " memory is not the service's own",
            "stack.yml:6:20: services.web.volumes_from[0]: 'container:x' is not supported; name a"
                + " service of this file"),
        Folder.of(folder).problems("shm_size: 64m", "ipc: host", "volumes_from: ['container:x']"));
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
