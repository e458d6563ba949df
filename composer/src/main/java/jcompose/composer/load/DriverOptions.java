package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.spec.VolumeDevice;

/**
 * Binds {@code driver_opts} of a volume with Docker's driver {@code local}: what mount(8) takes.
 */
final class DriverOptions {
  private static final List<String> KEYS = List.of("type", "device", "o");

  private final Context context;

  DriverOptions(Context context) {
    this.context = context;
  }

  Optional<VolumeDevice> bind(Attribute options) {
    Map<String, Attribute> fields = options.entries();
    fields.forEach(DriverOptions::known);
    fields.values().removeIf(Attribute::isNull);
    if (fields.keySet().stream().noneMatch(KEYS::contains)) {
      return Optional.empty();
    }
    Attribute type = fields.get("type");
    Attribute device = fields.get("device");
    if (type == null || device == null) {
      options.problem("needs both 'type' and 'device', for example type: none, o: bind");
      return Optional.empty();
    }
    Optional<String> fsType = type.nonEmptyString();
    Optional<String> source = device.nonEmptyString();
    List<String> words =
        Optional.ofNullable(fields.get("o"))
            .flatMap(Attribute::string)
            .map(text -> FileFinder.split(text, ","))
            .orElse(List.of());
    if (fsType.isEmpty() || source.isEmpty()) {
      return Optional.empty();
    }
    VolumeDevice written = new VolumeDevice(fsType.get(), source.get(), words);
    if (!written.isBind()) {
      if (fsType.get().equals("none")) {
        type.problem("'none' needs 'bind' in 'o', and the folder as 'device'");
      }
      return Optional.of(written);
    }
    return context
        .hostPath(device, source.get())
        .map(folder -> new VolumeDevice("none", folder.toString(), asBind(words)));
  }

  private static List<String> asBind(List<String> words) {
    List<String> all = new ArrayList<>(words);
    if (!all.contains("bind") && !all.contains("rbind")) {
      all.add("bind");
    }
    return all;
  }

  private static void known(String key, Attribute value) {
    if (key.equals("size")) {
      value.problem(
          "a volume's size is not limited here; 'type: tmpfs' with 'o: size=64m' has a limit");
    } else if (!KEYS.contains(key)) {
      value.problem("unknown option of driver 'local'" + Suggestion.of(key, KEYS));
    }
  }
}
