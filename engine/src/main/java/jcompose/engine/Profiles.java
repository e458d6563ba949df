package jcompose.engine;

import java.util.List;
import jcompose.engine.security.MaskedPaths;
import jcompose.engine.security.SeccompReader;

/** What a composer needs to know of security profiles before it starts anything. */
public final class Profiles {
  /** What a container cannot read by default. */
  public static final List<String> MASKED_PATHS = MaskedPaths.MASKED;

  /** What a container cannot write by default. */
  public static final List<String> READONLY_PATHS = MaskedPaths.READONLY;

  private Profiles() {}

  /**
   * Checks a seccomp profile.
   *
   * @param name what positions begin with
   * @throws EngineException with {@code name:line:column} and what is wrong there
   */
  public static void checkSeccomp(String name, String json) {
    SeccompReader.read(name, json);
  }
}
