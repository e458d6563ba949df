package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.YamlScalar;
import org.jspecify.annotations.Nullable;

/** Binds {@code configs} or {@code secrets} of one service. */
final class GrantBinder {
  private static final Keys KEYS = Keys.of("source", "target", "uid", "gid", "mode");
  private static final int WORLD_READABLE = 0444;
  private static final long LARGEST_ID = 0xfffffffeL;

  private final boolean secret;

  GrantBinder(boolean secret) {
    this.secret = secret;
  }

  List<ServiceMount> bind(Attribute grants) {
    List<ServiceMount> mounts = new ArrayList<>();
    for (Attribute item : grants.items()) {
      (item.isMapping() ? ofMapping(item) : ofText(item)).ifPresent(mounts::add);
    }
    return mounts;
  }

  private Optional<ServiceMount> ofText(Attribute item) {
    return item.nonEmptyString()
        .flatMap(
            source ->
                target(item, source)
                    .map(target -> grant(item, source, target, 0, 0, WORLD_READABLE)));
  }

  private Optional<ServiceMount> ofMapping(Attribute item) {
    Map<String, Attribute> fields = item.fields(KEYS);
    Attribute source = fields.get("source");
    if (source == null) {
      item.problem("needs 'source'");
      return Optional.empty();
    }
    Attribute mode = fields.get("mode");
    OptionalInt bits = mode == null ? OptionalInt.of(WORLD_READABLE) : FileMode.bind(mode);
    OptionalLong uid = id(fields.get("uid"));
    OptionalLong gid = id(fields.get("gid"));
    Optional<String> name = source.nonEmptyString();
    Attribute at = fields.get("target");
    Optional<String> target =
        at == null
            ? name.flatMap(text -> target(source, text))
            : at.nonEmptyString().flatMap(text -> target(at, text));
    if (name.isEmpty() || target.isEmpty() || bits.isEmpty() || uid.isEmpty() || gid.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        grant(item, name.get(), target.get(), uid.getAsLong(), gid.getAsLong(), bits.getAsInt()));
  }

  private ServiceMount grant(
      Attribute item, String source, String target, long uid, long gid, int mode) {
    return new ServiceMount.Grant(secret, source, target, uid, gid, mode, item.position());
  }

  private Optional<String> target(Attribute attribute, String path) {
    String absolute = path.startsWith("/") ? path : (secret ? "/run/secrets/" : "/") + path;
    return ContainerPath.of(attribute, absolute);
  }

  private static OptionalLong id(@Nullable Attribute attribute) {
    if (attribute == null) {
      return OptionalLong.of(0);
    }
    String text =
        attribute.node() instanceof YamlScalar scalar && !scalar.isNull()
            ? ScalarText.of(scalar).strip()
            : "";
    if (text.matches("[0-9]{1,10}") && Long.parseLong(text) <= LARGEST_ID) {
      return OptionalLong.of(Long.parseLong(text));
    }
    attribute.problem("must be the number of a user or group, for example \"1000\"");
    return OptionalLong.empty();
  }
}
