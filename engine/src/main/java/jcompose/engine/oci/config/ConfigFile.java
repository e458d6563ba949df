package jcompose.engine.oci.config;

import java.nio.file.Path;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.RecordJson;

/** Reads the JSON files that callers hand over. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * A bundle's configuration, checked.
   *
   * @throws EngineException naming the file and every place in it that is wrong
   */
  public static BundleConfig bundle(Path file) {
    BundleConfig config = read(AtomicFile.read(file), file.toString(), BundleConfig.class);
    List<String> problems = ConfigRules.problems(config);
    if (!problems.isEmpty()) {
      throw new EngineException(file + ": " + String.join("; ", problems));
    }
    return config;
  }

  /**
   * Another record.
   *
   * @param name the file as messages call it
   */
  public static <T> T read(byte[] json, String name, Class<T> type) {
    try {
      return RecordJson.read(json, type);
    } catch (EngineException failure) {
      throw new EngineException(name + ": " + failure.getMessage(), failure);
    }
  }
}
