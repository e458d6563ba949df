package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jcompose.engine.EngineException;
import jcompose.engine.linux.UnixAttributes;
import jcompose.engine.spec.Device;
import jcompose.engine.state.IoReason;

/** Device nodes of the host, read for containers that get them too. */
public final class HostDevices {
  private static final Path DEV = Path.of("/dev");
  private static final int TYPE = 0xf000;

  /** Folders of /dev that belong to one mount or container; as Docker leaves them out. */
  private static final Set<String> OWN =
      Set.of("pts", "shm", "fd", "mqueue", ".lxc", ".lxd-mounts", ".udev", "console");

  private HostDevices() {}

  /**
   * The nodes of a device: one, or all below a folder.
   *
   * @throws EngineException when it is not there or no device
   */
  public static List<DeviceNode> find(Device device) {
    if (Files.isDirectory(device.source())) {
      return below(device.source(), device.target());
    }
    if (!Files.exists(device.source())) {
      throw new EngineException("device " + device.source() + " does not exist on this machine");
    }
    DeviceNode node = read(device.source(), device.target());
    if (!isDevice(node)) {
      throw new EngineException("device " + device.source() + " is not a device node");
    }
    return List.of(node);
  }

  /** Every node in /dev, for privileged containers. */
  public static List<DeviceNode> all() {
    return below(DEV, DEV.toString());
  }

  private static List<DeviceNode> below(Path folder, String target) {
    List<DeviceNode> nodes = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted().toList()) {
        String name = child.getFileName().toString();
        boolean own = folder.equals(DEV) && OWN.contains(name);
        if (own || Files.isSymbolicLink(child)) {
          continue;
        }
        if (Files.isDirectory(child)) {
          nodes.addAll(below(child, target + "/" + name));
        } else {
          DeviceNode node = read(child, target + "/" + name);
          if (isDevice(node) && !DeviceFolder.isDefault(node.target())) {
            nodes.add(node);
          }
        }
      }
    } catch (IOException failure) {
      throw new EngineException("cannot list " + folder + ": " + IoReason.of(failure), failure);
    }
    return nodes;
  }

  private static DeviceNode read(Path source, String target) {
    try {
      UnixAttributes of = UnixAttributes.of(source);
      return new DeviceNode(target, of.mode(), of.major(), of.minor(), of.uid(), of.gid());
    } catch (IOException failure) {
      throw new EngineException("cannot read " + source + ": it is gone", failure);
    }
  }

  private static boolean isDevice(DeviceNode node) {
    int type = node.mode() & TYPE;
    return type == DeviceNode.CHARACTER || type == DeviceNode.BLOCK;
  }
}
