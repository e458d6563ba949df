package jcompose.composer.load;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.tree.ShortMount;

/** Binds the short syntax of a volume: {@code TARGET} or {@code SOURCE:TARGET[:OPTIONS]}. */
final class ShortVolume {
  /** Without SELinux, these mean nothing to Docker either. */
  private static final List<String> LABELS = List.of("z", "Z");

  private final Context context;

  ShortVolume(Context context) {
    this.context = context;
  }

  Optional<ServiceMount> bind(Attribute item) {
    Optional<String> text = item.nonEmptyString();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = Arrays.asList(text.get().split(":", -1));
    if (parts.size() > 3 || parts.contains("")) {
      item.problem("'" + text.get() + "' is not of the form [SOURCE:]TARGET[:OPTIONS]");
      return Optional.empty();
    }
    Options options = options(item, parts.size() == 3 ? parts.get(2) : "");
    Optional<String> target = ContainerPath.of(item, parts.get(parts.size() == 1 ? 0 : 1));
    if (target.isEmpty()) {
      return Optional.empty();
    }
    if (parts.size() == 1) {
      return Optional.of(new ServiceMount.Anonymous(target.get(), false, false, item.position()));
    }
    return mount(item, parts.get(0), target.get(), options);
  }

  private record Options(boolean readOnly, boolean nocopy, Optional<String> propagation) {}

  private static Options options(Attribute item, String text) {
    boolean readOnly = false;
    boolean nocopy = false;
    Optional<String> propagation = Optional.empty();
    for (String option : FileFinder.split(text, ",")) {
      if (option.equals("ro") || option.equals("rw")) {
        readOnly = option.equals("ro");
      } else if (option.equals("nocopy")) {
        nocopy = true;
      } else if (BindOptions.PROPAGATION.contains(option)) {
        propagation = Optional.of(option);
      } else if (!LABELS.contains(option) && !ShortMount.WITHOUT_EFFECT.contains(option)) {
        List<String> known = List.of("ro", "rw", "nocopy", "z", "Z");
        item.problem("unknown option '" + option + "'" + Suggestion.of(option, known));
      }
    }
    return new Options(readOnly, nocopy, propagation);
  }

  private Optional<ServiceMount> mount(
      Attribute item, String source, String target, Options options) {
    char first = source.charAt(0);
    if (first == '.' || first == '/' || first == '~') {
      Optional<Path> path = context.hostPath(item, source);
      if (options.nocopy()) {
        item.problem("option 'nocopy' is for volumes, and '" + source + "' is a path");
      }
      return path.map(
          host ->
              new ServiceMount.Bind(
                  host,
                  target,
                  options.readOnly(),
                  true,
                  ServiceMount.Recursive.ENABLED,
                  options.propagation().flatMap(BindOptions::unlessPrivate),
                  item.position()));
    }
    if (!LongVolume.isName(source)) {
      String hint = source.indexOf('/') >= 0 ? "; a relative path begins with './'" : "";
      item.problem("'" + source + "' is not the name of a volume" + hint);
      return Optional.empty();
    }
    options
        .propagation()
        .ifPresent(
            word ->
                item.problem(
                    "option '" + word + "' is for paths, and '" + source + "' is a volume"));
    return Optional.of(
        new ServiceMount.Named(
            source, target, options.readOnly(), options.nocopy(), item.position()));
  }
}
