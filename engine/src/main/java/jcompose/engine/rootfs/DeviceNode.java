package jcompose.engine.rootfs;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.Operation;

/**
 * A device node to make.
 *
 * @param target its absolute path in the container
 * @param mode type and permissions, as in {@code st_mode}
 * @param major the driver
 * @param minor the device among the driver's
 * @param uid owner
 * @param gid group
 */
public record DeviceNode(String target, int mode, int major, int minor, int uid, int gid) {
  static final int CHARACTER = 0x2000;
  static final int BLOCK = 0x6000;
  private static final int TYPE = 0xf000;

  /** A character device that everyone may use. */
  static DeviceNode character(String target, int major, int minor) {
    return new DeviceNode(target, CHARACTER | 0666, major, minor, 0, 0);
  }

  /** {@code c} or {@code b}, as device rules have it. */
  public char type() {
    return (mode & TYPE) == BLOCK ? 'b' : 'c';
  }

  /** Makes it, with the folders above it. */
  public List<Operation> operations() {
    int slash = target.lastIndexOf('/');
    List<Operation> operations = new ArrayList<>(FileCalls.mkdirs(target.substring(0, slash)));
    operations.add(FileCalls.mknod(target, mode, major, minor));
    if (uid != 0 || gid != 0) {
      operations.add(FileCalls.chown(target, uid, gid));
    }
    return operations;
  }
}
