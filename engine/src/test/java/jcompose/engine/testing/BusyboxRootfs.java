package jcompose.engine.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A small root file system of Debian's static busybox, all its applets linked. */
public final class BusyboxRootfs {
  private BusyboxRootfs() {}

  /** Fills a new folder; the test says {@code @RequiresCommand("busybox")}. */
  public static Path create(Path folder) {
    try {
      for (String name : new String[] {"bin", "etc", "proc", "sys", "dev", "tmp", "root", "home"}) {
        Files.createDirectories(folder.resolve(name));
      }
      Files.setPosixFilePermissions(
          folder.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
      Path busybox = folder.resolve("bin/busybox");
      Files.copy(Machine.command("busybox").orElseThrow(), busybox);
      for (String applet : HostCommand.run("busybox", "--list").checked().split("\n", -1)) {
        if (!applet.equals("busybox")) {
          Files.createSymbolicLink(folder.resolve("bin/" + applet), Path.of("busybox"));
        }
      }
      Files.writeString(
          folder.resolve("etc/passwd"),
          "root:x:0:0::/root:/bin/sh\nuser:x:1000:1000::/home:/bin/sh\n");
      Files.writeString(
          folder.resolve("etc/group"), "root:x:0:\nuser:x:1000:\nextra:x:2000:user\n");
      return folder;
    } catch (IOException e) {
      throw new AssertionError("no busybox root file system in " + folder, e);
    }
  }
}
