package jcompose.composer.model;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Limits of block devices.
 *
 * @param weight relative share, 10 to 1000
 * @param weightDevice shares of single devices
 * @param deviceReadBps most bytes read in a second
 * @param deviceWriteBps most bytes written in a second
 * @param deviceReadIops most reads in a second
 * @param deviceWriteIops most writes in a second
 */
public record BlkioConfig(
    OptionalInt weight,
    List<OfDevice> weightDevice,
    List<OfDevice> deviceReadBps,
    List<OfDevice> deviceWriteBps,
    List<OfDevice> deviceReadIops,
    List<OfDevice> deviceWriteIops) {
  /** No limits. */
  public static final BlkioConfig NONE =
      new BlkioConfig(OptionalInt.empty(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public BlkioConfig {
    weightDevice = List.copyOf(weightDevice);
    deviceReadBps = List.copyOf(deviceReadBps);
    deviceWriteBps = List.copyOf(deviceWriteBps);
    deviceReadIops = List.copyOf(deviceReadIops);
    deviceWriteIops = List.copyOf(deviceWriteIops);
  }

  /**
   * A share or rate of one device.
   *
   * @param path the device on the host
   */
  public record OfDevice(Path path, long value) {}
}
