package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.engine.spec.VolumeDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code driver_opts} of a volume. */
final class DriverOptionsTest {
  @TempDir Path path;

  private Folder folder(String options) {
    return Folder.of(path)
        .write(
            "stack.yml",
            "services: {web: {image: a}}\nvolumes: {v: {driver_opts: " + options + "}}\n");
  }

  private VolumeDevice device(String options) {
    Optional<VolumeDevice> device =
        folder(options).load("stack.yml").project().volumes().values().iterator().next().device();
    return device.orElseThrow();
  }

  @Test
  void aFolderIsMadeAbsolute() {
    assertEquals(
        new VolumeDevice("none", path.resolve("d").toString(), List.of("bind", "ro")),
        device("{type: none, o: 'bind,ro', device: ./d}"));
    assertEquals(
        new VolumeDevice("none", "/d", List.of("bind")), device("{type: bind, device: /d}"));
  }

  @Test
  void otherFileSystemsAreLeftAsTheyAre() {
    assertEquals(
        new VolumeDevice("nfs", ":/export", List.of("addr=10.0.0.9", "rw", "nfsvers=4")),
        device("{type: nfs, o: 'addr=10.0.0.9,rw,nfsvers=4', device: ':/export'}"));
    assertEquals(
        new VolumeDevice("tmpfs", "tmpfs", List.of()), device("{type: tmpfs, device: tmpfs}"));
  }

  @Test
  void whatIsWrong() {
    assertEquals(
        List.of(
            "stack.yml:2:28: volumes.v.driver_opts: needs both 'type' and 'device', for example"
                + " type: none, o: bind"),
        folder("{device: /x}").problemsOf("stack.yml"));
    assertEquals(
        List.of(
            "stack.yml:2:35: volumes.v.driver_opts.type: 'none' needs 'bind' in 'o', and the"
                + " folder as 'device'"),
        folder("{type: none, device: /x}").problemsOf("stack.yml"));
    assertEquals(
        List.of(
            "stack.yml:2:34: volumes.v.driver_opts.typ: unknown option of driver 'local'; did you"
                + " mean 'type'?"),
        folder("{typ: none}").problemsOf("stack.yml"));
  }
}
