package jcompose.engine.spec;

import java.util.List;

/**
 * What a volume is instead of a folder of the store: a file system that is mounted while containers
 * use it, or with {@code bind} among its options another folder of the host.
 *
 * @param type as in /proc/filesystems, or {@code none}
 * @param device the folder, the block device, or what the file system takes in its place
 * @param options words of mount(8); those that are no flags go to the file system
 */
public record VolumeDevice(String type, String device, List<String> options) {
  /** Copies the list. */
  public VolumeDevice {
    options = List.copyOf(options);
  }

  /** Whether it is a folder or file of the host, which needs no mount of its own. */
  public boolean isBind() {
    return options.contains("bind") || options.contains("rbind") || type.equals("bind");
  }
}
