package jcompose.engine;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.cgroup.DeviceRules;
import jcompose.engine.rootfs.DeviceFolder;
import jcompose.engine.rootfs.DeviceNode;
import jcompose.engine.rootfs.HostDevices;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Device;
import jcompose.engine.spec.DeviceRule;

/** The devices that a container asks for. */
final class DeviceLookup {
  private DeviceLookup() {}

  /** The nodes that it gets besides those that every container has. */
  static List<DeviceNode> nodes(ContainerSpec spec) {
    List<DeviceNode> nodes = new ArrayList<>();
    for (Device device : spec.devices()) {
      nodes.addAll(HostDevices.find(device));
    }
    if (spec.privileged()) {
      nodes.addAll(HostDevices.all());
    }
    nodes.removeIf(node -> DeviceFolder.isDefault(node.target()));
    return nodes;
  }

  /** What it may do with devices. */
  static List<DeviceRule> rules(ContainerSpec spec) {
    if (spec.privileged()) {
      return DeviceRules.ALL;
    }
    List<DeviceRule> rules = new ArrayList<>(DeviceRules.DEFAULT);
    for (DeviceNode node : nodes(spec)) {
      rules.add(DeviceRule.allow(node.type(), node.major(), node.minor(), access(spec, node)));
    }
    rules.addAll(spec.resources().devices());
    return rules;
  }

  private static String access(ContainerSpec spec, DeviceNode node) {
    return spec.devices().stream()
        .filter(device -> node.target().startsWith(device.target()))
        .map(Device::access)
        .findFirst()
        .orElseThrow();
  }
}
