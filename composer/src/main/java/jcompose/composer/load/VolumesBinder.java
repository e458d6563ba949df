package jcompose.composer.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Position;
import jcompose.composer.model.Volume;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;

/** Binds the top-level {@code volumes}. */
final class VolumesBinder {
  private static final Keys KEYS = Keys.of("name", "external", "driver", "driver_opts", "labels");
  private static final Keys EXTERNAL_KEYS = Keys.of("name");

  private final Context context;
  private final String project;

  VolumesBinder(Context context, String project) {
    this.context = context;
    this.project = project;
  }

  Map<String, Volume> bind(Attribute volumes) {
    Map<String, Volume> result = new LinkedHashMap<>();
    if (volumes.node() instanceof YamlMapping mapping) {
      for (YamlEntry entry : mapping.entries().values()) {
        Attribute volume = volumes.child(entry);
        if (!LongVolume.isName(entry.key())) {
          volume.problemAt(entry.keyPosition(), "is not a name of letters, digits, '.', '_', '-'");
        }
        result.put(entry.key(), volume(entry.key(), volume, entry.keyPosition()));
      }
    } else if (!volumes.isNull()) {
      volumes.problem("must be a mapping, not " + volumes.node().kind());
    }
    return result;
  }

  private Volume volume(String key, Attribute volume, Position position) {
    Map<String, Attribute> fields = volume.fields(KEYS);
    refuseDriver(fields);
    Attribute options = fields.get("driver_opts");
    Attribute externalField = fields.get("external");
    Optional<String> externalName = Optional.empty();
    boolean external = false;
    if (externalField != null && externalField.isMapping()) {
      external = true;
      externalName = name(externalField.fields(EXTERNAL_KEYS));
    } else if (externalField != null) {
      external = externalField.bool();
    }
    if (external) {
      for (String other : List.of("driver", "driver_opts", "labels")) {
        Attribute field = fields.get(other);
        if (field != null) {
          field.problem("an external volume is not made here, and takes only a name");
        }
      }
    }
    Attribute labels = fields.get("labels");
    String own = external ? key : project + "_" + key;
    Optional<String> named = externalName;
    return new Volume(
        key,
        name(fields).or(() -> named).orElse(own),
        external,
        labels == null ? Map.of() : Environment.labels(labels),
        options == null || external ? Optional.empty() : new DriverOptions(context).bind(options),
        position);
  }

  private static Optional<String> name(Map<String, Attribute> fields) {
    Attribute field = fields.get("name");
    if (field == null) {
      return Optional.empty();
    }
    Optional<String> name = field.nonEmptyString();
    if (name.isPresent() && !LongVolume.isName(name.get())) {
      field.problem("'" + name.get() + "' is not a name of letters, digits, '.', '_', '-'");
    }
    return name;
  }

  private static void refuseDriver(Map<String, Attribute> fields) {
    Attribute driver = fields.get("driver");
    if (driver != null) {
      driver
          .string()
          .filter(name -> !name.isEmpty() && !name.equals("local"))
          .ifPresent(
              name ->
                  driver.problem(
                      "there are no plugins here, and so no driver '"
                          + name
                          + "'; 'local' mounts nfs, cifs and others with 'driver_opts'"));
    }
  }
}
