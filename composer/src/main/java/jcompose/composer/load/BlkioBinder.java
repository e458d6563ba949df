package jcompose.composer.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import jcompose.composer.model.BlkioConfig;
import jcompose.composer.model.BlkioConfig.OfDevice;
import org.jspecify.annotations.Nullable;

/** Binds {@code blkio_config}. */
final class BlkioBinder {
  private static final Keys KEYS =
      Keys.of(
          "weight",
          "weight_device",
          "device_read_bps",
          "device_write_bps",
          "device_read_iops",
          "device_write_iops");
  private static final Keys WEIGHT = Keys.of("path", "weight");
  private static final Keys RATE = Keys.of("path", "rate");

  private final Context context;

  BlkioBinder(Context context) {
    this.context = context;
  }

  BlkioConfig bind(Attribute attribute) {
    Map<String, Attribute> fields = attribute.fields(KEYS);
    Attribute weight = fields.get("weight");
    OptionalLong share = weight == null ? OptionalLong.empty() : weight(weight);
    return new BlkioConfig(
        share.isPresent() ? OptionalInt.of((int) share.getAsLong()) : OptionalInt.empty(),
        devices(fields.get("weight_device"), WEIGHT, "weight", BlkioBinder::weight),
        devices(fields.get("device_read_bps"), RATE, "rate", LimitsBinder::bytes),
        devices(fields.get("device_write_bps"), RATE, "rate", LimitsBinder::bytes),
        devices(fields.get("device_read_iops"), RATE, "rate", BlkioBinder::operations),
        devices(fields.get("device_write_iops"), RATE, "rate", BlkioBinder::operations));
  }

  private static OptionalLong weight(Attribute attribute) {
    return Integers.within(attribute, 10, 1000);
  }

  private static OptionalLong operations(Attribute attribute) {
    return Integers.within(attribute, 0, Integer.MAX_VALUE);
  }

  private List<OfDevice> devices(
      @Nullable Attribute list,
      Keys keys,
      String valueKey,
      Function<Attribute, OptionalLong> value) {
    List<OfDevice> devices = new ArrayList<>();
    for (Attribute item : list == null ? List.<Attribute>of() : list.items()) {
      Map<String, Attribute> fields = item.fields(keys);
      Attribute path = fields.get("path");
      Attribute number = fields.get(valueKey);
      if (path == null || number == null) {
        item.problem("needs '" + (path == null ? "path" : valueKey) + "'");
        continue;
      }
      Optional<Path> device = path.nonEmptyString().flatMap(text -> context.hostPath(path, text));
      OptionalLong rate = value.apply(number);
      if (device.isPresent() && rate.isPresent()) {
        devices.add(new OfDevice(device.get(), rate.getAsLong()));
      }
    }
    return devices;
  }
}
