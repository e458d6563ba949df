package jcompose.engine.oci;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.ProcessIdentity;

/**
 * What is kept of a container between two calls of the command line: {@code state.json}.
 *
 * @param ociVersion its config.json's
 * @param bundle absolute
 * @param rootfs absolute
 * @param created when
 * @param annotations its config.json's
 * @param cgroupsPath its groups
 * @param process its first process, as soon as there is one
 * @param complete whether the making has come to its end
 */
record StoredContainer(
    String ociVersion,
    String id,
    Path bundle,
    Path rootfs,
    Instant created,
    Map<String, String> annotations,
    CgroupsPath cgroupsPath,
    Optional<ProcessIdentity> process,
    boolean complete) {
  StoredContainer {
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  StoredContainer with(ProcessIdentity first, boolean isComplete) {
    return new StoredContainer(
        ociVersion,
        id,
        bundle,
        rootfs,
        created,
        annotations,
        cgroupsPath,
        Optional.of(first),
        isComplete);
  }
}
