package jcompose.engine.rootfs;

/** Device numbers as mknodat(2) takes them. */
final class Devices {
  /** The kernel has 12 bits for the major number ... */
  static final int MOST_MAJOR = 0xfff;

  /** ... and 20 for the minor one. */
  static final int MOST_MINOR = 0xfffff;

  private Devices() {}

  /** Source: new_encode_dev() of the kernel's include/linux/kdev_t.h. */
  static long number(int major, int minor) {
    return (minor & 0xffL) | (major & 0xfffL) << 8 | (minor & ~0xffL & 0xffffffffL) << 12;
  }
}
