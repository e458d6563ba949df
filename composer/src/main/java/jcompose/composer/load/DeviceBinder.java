package jcompose.composer.load;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.DeviceMapping;

/** Binds an entry of {@code devices}: {@code SOURCE[:TARGET][:PERMISSIONS]} or a mapping. */
final class DeviceBinder {
  private static final Keys KEYS = Keys.of("source", "target", "permissions");

  private final Context context;

  DeviceBinder(Context context) {
    this.context = context;
  }

  Optional<DeviceMapping> bind(Attribute item) {
    return item.isMapping() ? ofMapping(item) : ofText(item);
  }

  private Optional<DeviceMapping> ofMapping(Attribute item) {
    Map<String, Attribute> fields = item.fields(KEYS);
    Attribute source = fields.get("source");
    if (source == null) {
      item.problem("needs 'source'");
      return Optional.empty();
    }
    Optional<String> from = source.nonEmptyString();
    Optional<String> to =
        Optional.ofNullable(fields.get("target")).flatMap(Attribute::nonEmptyString).or(() -> from);
    Optional<String> permissions =
        Optional.ofNullable(fields.get("permissions"))
            .map(Attribute::nonEmptyString)
            .orElse(Optional.of("rwm"));
    if (from.isEmpty() || to.isEmpty() || permissions.isEmpty()) {
      return Optional.empty();
    }
    return device(item, from.get(), to.get(), permissions.get());
  }

  private Optional<DeviceMapping> ofText(Attribute item) {
    Optional<String> text = item.nonEmptyString();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = Arrays.asList(text.get().split(":", -1));
    String source = parts.get(0);
    return switch (parts.size()) {
      case 1 -> device(item, source, source, "rwm");
      case 2 ->
          parts.get(1).startsWith("/")
              ? device(item, source, parts.get(1), "rwm")
              : device(item, source, source, parts.get(1));
      case 3 -> device(item, source, parts.get(1), parts.get(2));
      default -> {
        item.problem("'" + text.get() + "' is not of the form SOURCE[:TARGET][:PERMISSIONS]");
        yield Optional.empty();
      }
    };
  }

  private Optional<DeviceMapping> device(
      Attribute item, String source, String target, String permissions) {
    if (!source.startsWith("/") && !source.startsWith(".") && source.indexOf('=') > 0) {
      item.problem("'" + source + "': devices by CDI name are not supported yet");
      return Optional.empty();
    }
    boolean valid =
        !permissions.isEmpty()
            && permissions.chars().allMatch(letter -> "rwm".indexOf(letter) >= 0)
            && permissions.chars().distinct().count() == permissions.length();
    if (!valid) {
      item.problem("'" + permissions + "' is not a part of 'rwm' (read, write, mknod)");
      return Optional.empty();
    }
    Optional<Path> host = context.hostPath(item, source);
    Optional<String> inside = ContainerPath.of(item, target);
    if (host.isEmpty() || inside.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new DeviceMapping(host.get(), inside.get(), permissions, item.position()));
  }
}
