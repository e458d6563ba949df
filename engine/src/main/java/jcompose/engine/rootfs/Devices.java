package jcompose.engine.rootfs;

/** Device numbers as mknodat(2) takes them. */
final class Devices {
  private Devices() {}

  /** Source: new_encode_dev() of the kernel's include/linux/kdev_t.h. */
  static long number(int major, int minor) {
    return (minor & 0xffL) | (major & 0xfffL) << 8 | (minor & ~0xffL & 0xffffffffL) << 12;
  }
}
