package jcompose.engine.rootfs;

import java.util.Set;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;

/**
 * File systems whose files the kernel makes up. Source: include/uapi/linux/magic.h and mqueue's own
 * number.
 */
final class KernelFileSystem {
  private static final int STATFS_SIZE = 256;
  private static final Set<Long> TYPES =
      Set.of(
          0x9fa0L, // proc
          0x62656572L, // sysfs
          0x27e0ebL, // cgroup
          0x63677270L, // cgroup2
          0x1cd1L, // devpts
          0x19800202L, // mqueue
          0x64626720L, // debugfs
          0x74726163L, // tracefs
          0x73636673L, // securityfs
          0xcafe4a11L, // bpf
          0x6e736673L); // nsfs

  private KernelFileSystem() {}

  /** Whether an open folder lies in one. */
  static boolean holds(int folder) {
    try (NativeMemory memory = new NativeMemory()) {
      long status = memory.allocate(STATFS_SIZE);
      return Kernel.call(Syscall.FSTATFS, folder, status) == 0
          && TYPES.contains(NativeMemory.getLong(status));
    }
  }
}
