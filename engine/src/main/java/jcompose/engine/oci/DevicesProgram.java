package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.engine.oci.config.Bind;
import jcompose.engine.oci.config.LinuxConfig.DeviceConfig;
import jcompose.engine.oci.config.MountConfig;
import jcompose.engine.program.AtCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProgramBuilder;

/** The device nodes that every container has, those of its config.json, and the links in /dev. */
final class DevicesProgram {
  private static final int CHARACTER = 0x2000;
  private static final int BLOCK = 0x6000;
  private static final int FIFO = 0x1000;
  private static final int PERMISSIONS = 0666;
  private static final Map<String, String> LINKS = new LinkedHashMap<>();

  static {
    LINKS.put("fd", "/proc/self/fd");
    LINKS.put("stdin", "/proc/self/fd/0");
    LINKS.put("stdout", "/proc/self/fd/1");
    LINKS.put("stderr", "/proc/self/fd/2");
  }

  private static final List<DeviceConfig> DEFAULT =
      List.of(
          node("/dev/null", 1, 3),
          node("/dev/random", 1, 8),
          node("/dev/full", 1, 7),
          node("/dev/tty", 5, 0),
          node("/dev/zero", 1, 5),
          node("/dev/urandom", 1, 9));

  private final BirthFacts facts;
  private final ProgramBuilder program;
  private final ContainerRoot root;

  DevicesProgram(BirthFacts facts, ProgramBuilder program, ContainerRoot root) {
    this.facts = facts;
    this.program = program;
    this.root = root;
  }

  private static DeviceConfig node(String path, int major, int minor) {
    return new DeviceConfig(
        "c",
        path,
        OptionalLong.of(major),
        OptionalLong.of(minor),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** Nothing is made in a /dev that is the host's own. */
  void write() {
    for (MountConfig mount : facts.config().mounts()) {
      if (Bind.is(mount) && ContainerRoot.clean(mount.destination()).toString().equals("dev")) {
        return;
      }
    }
    List<DeviceConfig> devices = new ArrayList<>(DEFAULT);
    facts.config().linuxOrEmpty().devices().stream()
        .peek(device -> devices.removeIf(known -> known.path().equals(device.path())))
        .toList()
        .forEach(devices::add);
    devices.forEach(this::make);
    int dev = root.folder("/dev");
    program.add(AtCalls.unlink(dev, "ptmx"));
    program.add(AtCalls.symlink("pts/ptmx", dev, "ptmx"));
    LINKS.forEach((name, content) -> program.add(AtCalls.symlink(content, dev, name)));
    if (facts.kernelMemory()) {
      program.add(AtCalls.symlink("/proc/kcore", dev, "core"));
    }
    program.close(dev);
  }

  private void make(DeviceConfig device) {
    String name = ContainerRoot.name(device.path());
    if (facts.makes("user") && !device.type().equals("p")) {
      // no node may be made in a user namespace: the host's own is mounted
      int tree = program.open(AtCalls.cloneTree(device.path(), false));
      int target = root.file(device.path());
      program.add(MountCalls.moveMount(tree, target));
      program.close(target);
      program.close(tree);
      return;
    }
    int folder = root.parent(device.path());
    int kind =
        switch (device.type()) {
          case "b" -> BLOCK;
          case "p" -> FIFO;
          default -> CHARACTER;
        };
    int mode = device.fileMode().orElse(PERMISSIONS) & 07777;
    program.add(
        AtCalls.mknod(
            folder,
            name,
            kind | mode,
            (int) device.major().orElse(0),
            (int) device.minor().orElse(0)));
    if (device.uid().orElse(0) != 0 || device.gid().orElse(0) != 0) {
      program.add(AtCalls.chown(folder, name, device.uid().orElse(0), device.gid().orElse(0)));
    }
    program.close(folder);
  }

  /** Whether the container has a /dev of its own to put a console into. */
  static boolean hasOwnDev(BirthFacts facts) {
    return facts.config().mounts().stream()
        .noneMatch(
            mount ->
                Bind.is(mount)
                    && ContainerRoot.clean(mount.destination()).toString().equals("dev"));
  }
}
