package jcompose.engine.oci;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.linux.UnixAttributes;
import jcompose.engine.oci.config.ProcessConfig;

/** Whose the standard streams are that a container inherits. */
final class StreamOwners {
  private static final int NULL_MAJOR = 1;
  private static final int NULL_MINOR = 3;

  private StreamOwners() {}

  /** Those that belong to another than the container's user; /dev/null stays everybody's. */
  static List<Integer> foreign(ProcessConfig process) {
    List<Integer> foreign = new ArrayList<>();
    for (int stream = 0; stream < 3; stream++) {
      try {
        UnixAttributes file = UnixAttributes.of(Path.of("/proc/self/fd/" + stream));
        boolean isNull = file.major() == NULL_MAJOR && file.minor() == NULL_MINOR;
        if (!isNull && file.uid() != process.userOrRoot().uid().orElse(0)) {
          foreign.add(stream);
        }
      } catch (IOException closed) {
        // then there is nothing to give away
      }
    }
    return foreign;
  }
}
