package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Hook;
import jcompose.composer.model.Hooks;
import org.jspecify.annotations.Nullable;

/** Binds {@code post_start} and {@code pre_stop}. */
final class HooksBinder {
  private static final Keys KEYS =
      Keys.of("command", "user", "privileged", "working_dir", "environment");

  private final Context context;

  HooksBinder(Context context) {
    this.context = context;
  }

  Hooks bind(Map<String, Attribute> service) {
    return new Hooks(hooks(service.get("post_start")), hooks(service.get("pre_stop")));
  }

  private List<Hook> hooks(@Nullable Attribute list) {
    List<Hook> hooks = new ArrayList<>();
    if (list != null) {
      list.items().forEach(item -> hook(item).ifPresent(hooks::add));
    }
    return hooks;
  }

  private Optional<Hook> hook(Attribute item) {
    Map<String, Attribute> fields = item.fields(KEYS);
    Attribute command = fields.get("command");
    if (command == null) {
      if (item.isMapping()) {
        item.problem("needs 'command'");
      }
      return Optional.empty();
    }
    Optional<List<String>> words = ServiceBinder.words(command);
    if (words.isPresent() && (words.get().isEmpty() || words.get().get(0).isEmpty())) {
      command.problem("needs a program to run");
      return Optional.empty();
    }
    Names names = new Names(fields, Optional.empty(), Map.of());
    Attribute privileged = fields.get("privileged");
    return words.map(
        program ->
            new Hook(
                program,
                names.user(),
                privileged != null && privileged.bool(),
                names.workingDirectory(),
                new Environment(context)
                    .bind(Optional.empty(), Optional.ofNullable(fields.get("environment"))),
                item.position()));
  }
}
