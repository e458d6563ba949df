package jcompose.engine.rootfs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.Syscall;

/**
 * Open layers, named by their descriptors: mount options are short, and a path may hold the commas
 * and colons that separate them.
 */
record LayerDescriptors(List<Integer> baseFirst) implements AutoCloseable {
  static LayerDescriptors open(List<Path> layers) {
    LayerDescriptors descriptors = new LayerDescriptors(new ArrayList<>());
    boolean complete = false;
    try {
      for (Path layer : layers) {
        descriptors.baseFirst.add(RootFolder.openDirectory(layer));
      }
      complete = true;
      return descriptors;
    } finally {
      if (!complete) {
        descriptors.close();
      }
    }
  }

  /** Paths of this process, in the order of overlayfs's options. */
  List<String> topFirst() {
    List<String> names = new ArrayList<>();
    for (int i = baseFirst.size() - 1; i >= 0; i--) {
      names.add("/proc/self/fd/" + baseFirst.get(i));
    }
    return names;
  }

  @Override
  public void close() {
    for (int descriptor : baseFirst) {
      Kernel.call(Syscall.CLOSE, descriptor);
    }
  }
}
