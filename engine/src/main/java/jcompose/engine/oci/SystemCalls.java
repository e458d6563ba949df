package jcompose.engine.oci;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.oci.config.BundleConfig;
import jcompose.engine.security.SeccompFilters;
import jcompose.engine.security.SystemCallFilter;
import jcompose.engine.spec.Seccomp;
import jcompose.engine.state.RecordJson;

/** The filters that config.json files ask for; compiled ones are kept beside the containers. */
final class SystemCalls {
  /** Where, below the runtime's root; no container has such an id. */
  static final String FOLDER = ".seccomp";

  private final Path folder;

  SystemCalls(Path root) {
    this.folder = root.resolve(FOLDER);
  }

  /** The filter of {@code linux.seccomp}; none where there is no such section. */
  Optional<SystemCallFilter> of(BundleConfig config) {
    return config
        .linuxOrEmpty()
        .seccomp()
        .flatMap(
            profile ->
                new SeccompFilters(folder)
                    .find(
                        Optional.of(
                            new Seccomp.Profile(
                                "linux.seccomp",
                                new String(RecordJson.toBytes(profile), StandardCharsets.UTF_8))),
                        Set.of()));
  }
}
