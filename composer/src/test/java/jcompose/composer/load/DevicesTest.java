package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.model.DeviceMapping;
import jcompose.composer.model.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code devices}. */
final class DevicesTest {
  @TempDir Path folder;

  private static DeviceMapping device(
      String source, String target, String permissions, int column) {
    return new DeviceMapping(
        Path.of(source), target, permissions, new Position("stack.yml", 4, column));
  }

  @Test
  void readsBothSyntaxes() {
    assertEquals(
        List.of(
            device("/dev/a", "/dev/a", "rwm", 15),
            device("/dev/a", "/dev/b", "rwm", 23),
            device("/dev/c", "/dev/d", "r", 40),
            device("/dev/e", "/dev/e", "rw", 59)),
        Folder.of(folder)
            .service(
                "devices: [/dev/a, '/dev/a:/dev/b', '/dev/c:/dev/d:r', {source: /dev/e,"
                    + " permissions: rw}]")
            .devices());
  }

  @Test
  void refusesBadEntries() {
    assertEquals(
        List.of(
            "stack.yml:4:15: services.web.devices[0]: 'rx' is not a part of 'rwm' (read, write,"
                + " mknod)",
            "stack.yml:4:34: services.web.devices[2]: '/dev/b' is a device already, at"
                + " stack.yml:4:26",
            "stack.yml:4:42: services.web.devices[3]: 'vendor.com/gpu=all': devices by CDI name are"
                + " not supported yet"),
        Folder.of(folder).problems("devices: [/dev/a:rx, /dev/b, /dev/b, vendor.com/gpu=all]"));
  }
}
