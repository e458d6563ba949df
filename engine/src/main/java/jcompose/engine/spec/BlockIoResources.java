package jcompose.engine.spec;

import java.util.List;
import java.util.OptionalInt;

/**
 * Limits of block devices.
 *
 * @param weight relative share, 10 to 1000
 * @param leafWeight the share of the group's own processes beside its children; cgroup v1 only
 * @param weightDevices shares of single devices
 * @param readBps most bytes read in a second
 * @param writeBps most bytes written in a second
 * @param readIops most reads in a second
 * @param writeIops most writes in a second
 */
public record BlockIoResources(
    OptionalInt weight,
    OptionalInt leafWeight,
    List<WeightDevice> weightDevices,
    List<ThrottleDevice> readBps,
    List<ThrottleDevice> writeBps,
    List<ThrottleDevice> readIops,
    List<ThrottleDevice> writeIops) {
  /** No limits. */
  public static final BlockIoResources UNLIMITED =
      new BlockIoResources(
          OptionalInt.empty(),
          OptionalInt.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  private static final int LEAST_WEIGHT = 10;
  private static final int MOST_WEIGHT = 1000;

  /** Copies the lists and checks the weights. */
  public BlockIoResources {
    check(weight);
    check(leafWeight);
    weightDevices = List.copyOf(weightDevices);
    readBps = List.copyOf(readBps);
    writeBps = List.copyOf(writeBps);
    readIops = List.copyOf(readIops);
    writeIops = List.copyOf(writeIops);
  }

  /** The share of one device. */
  public record WeightDevice(long major, long minor, OptionalInt weight, OptionalInt leafWeight) {
    /** Checks the weights. */
    public WeightDevice {
      check(weight);
      check(leafWeight);
    }
  }

  /** A limit of one device: bytes or operations in a second; 0 means unlimited. */
  public record ThrottleDevice(long major, long minor, long rate) {}

  private static void check(OptionalInt weight) {
    if (weight.isPresent()
        && weight.getAsInt() != 0
        && (weight.getAsInt() < LEAST_WEIGHT || weight.getAsInt() > MOST_WEIGHT)) {
      throw new IllegalArgumentException(
          "block I/O weight " + weight.getAsInt() + " is not from 10 to 1000");
    }
  }
}
