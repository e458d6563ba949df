package jcompose.engine.security;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.engine.EngineException;
import jcompose.engine.Suggestion;
import jcompose.engine.launch.KernelVersion;
import jcompose.engine.linux.Errno;

/**
 * Reads profiles in Docker's format, of which an OCI {@code linux.seccomp} object is a part.
 *
 * <p>Names of system calls are not checked here: a profile is for many kernels.
 */
public final class SeccompReader {
  private static final int EPERM = 1;
  private static final int LARGEST_ERRNO = 4095;
  private static final int LARGEST_MESSAGE = 0xffff;
  private static final int LAST_ARGUMENT = 5;
  private static final String FLAG = "SECCOMP_FILTER_FLAG_";
  private static final List<String> FLAGS =
      List.of(FLAG + "LOG", FLAG + "SPEC_ALLOW", FLAG + "TSYNC");
  private static final Set<String> PROFILE =
      Set.of(
          "defaultAction",
          "defaultErrnoRet",
          "defaultErrno",
          "architectures",
          "archMap",
          "flags",
          "syscalls",
          "comment");
  private static final Set<String> RULE =
      Set.of(
          "names",
          "name",
          "action",
          "errnoRet",
          "errno",
          "args",
          "includes",
          "excludes",
          "comment");
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:[.-].*)?");

  private SeccompReader() {}

  /**
   * Reads a profile.
   *
   * @param name what errors call it, usually its file
   * @throws EngineException with {@code name:line:column} and what is wrong there
   */
  public static SeccompProfile read(String name, String json) {
    JsonObject profile = JsonObject.of(JsonValue.parse(name, json));
    for (String listener : List.of("listenerPath", "listenerMetadata")) {
      profile
          .member(listener)
          .ifPresent(
              value -> {
                throw value.problem(
                    "'" + listener + "' is not supported: nobody would listen; leave it out");
              });
    }
    profile.allowing(PROFILE);
    List<String> architectures = names(profile, "architectures", SeccompArchitecture.jsonNames());
    Map<String, List<String>> archMap = archMap(profile);
    if (!architectures.isEmpty() && !archMap.isEmpty()) {
      throw profile.required("architectures").problem("stands beside 'archMap': give one of them");
    }
    List<SeccompRule> rules = new ArrayList<>();
    for (JsonValue rule : profile.items("syscalls")) {
      rules.add(rule(JsonObject.of(rule).allowing(RULE)));
    }
    return new SeccompProfile(
        verdict(profile, "defaultAction", "defaultErrnoRet", "defaultErrno"),
        architectures,
        archMap,
        new LinkedHashSet<>(names(profile, "flags", FLAGS)),
        rules);
  }

  private static Map<String, List<String>> archMap(JsonObject profile) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    for (JsonValue item : profile.items("archMap")) {
      JsonObject entry = JsonObject.of(item).allowing(Set.of("architecture", "subArchitectures"));
      map.put(
          oneOf(entry.required("architecture"), SeccompArchitecture.jsonNames()),
          names(entry, "subArchitectures", SeccompArchitecture.jsonNames()));
    }
    return map;
  }

  private static SeccompRule rule(JsonObject rule) {
    List<String> names = new ArrayList<>(rule.texts("names"));
    rule.member("name").map(JsonObject::text).filter(n -> !n.isEmpty()).ifPresent(names::add);
    if (names.isEmpty()) {
      throw rule.value().problem("property 'names' is missing: which system calls is this for?");
    }
    List<SeccompRule.Condition> args = new ArrayList<>();
    for (JsonValue item : rule.items("args")) {
      args.add(condition(JsonObject.of(item)));
    }
    return new SeccompRule(
        names,
        verdict(rule, "action", "errnoRet", "errno"),
        args,
        selector(rule, "includes"),
        selector(rule, "excludes"));
  }

  private static SeccompVerdict verdict(
      JsonObject object, String action, String number, String name) {
    JsonValue value = object.required(action);
    String text = JsonObject.text(value);
    if (text.equals("SCMP_ACT_NOTIFY")) {
      throw value.problem("'SCMP_ACT_NOTIFY' is not supported: nobody would listen");
    }
    List<String> known =
        Arrays.stream(SeccompVerdict.Action.values()).map(SeccompVerdict.Action::jsonName).toList();
    SeccompVerdict.Action kind =
        SeccompVerdict.Action.named(text).orElseThrow(() -> unknown(value, "action", text, known));
    int most = kind == SeccompVerdict.Action.ERRNO ? LARGEST_ERRNO : LARGEST_MESSAGE;
    Optional<Integer> data =
        object.member(number).map(errno -> (int) JsonObject.number(errno, most));
    Optional<Integer> named = object.member(name).flatMap(SeccompReader::errno);
    return new SeccompVerdict(kind, kind.takesData() ? data.or(() -> named).orElse(EPERM) : 0);
  }

  private static Optional<Integer> errno(JsonValue value) {
    String name = JsonObject.text(value);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<String> known = Arrays.stream(Errno.values()).map(Errno::name).toList();
    if (!known.contains(name)) {
      throw unknown(value, "errno", name, known);
    }
    return Optional.of(Errno.valueOf(name).number());
  }

  private static SeccompRule.Condition condition(JsonObject arg) {
    arg.allowing(Set.of("index", "value", "valueTwo", "op"));
    List<String> known =
        Arrays.stream(SeccompRule.Comparison.values())
            .map(comparison -> SeccompRule.Comparison.PREFIX + comparison.name())
            .toList();
    String op = oneOf(arg.required("op"), known);
    Function<String, Long> number =
        name -> arg.member(name).map(value -> JsonObject.number(value, -1)).orElse(0L);
    return new SeccompRule.Condition(
        (int) JsonObject.number(arg.required("index"), LAST_ARGUMENT),
        number.apply("value"),
        number.apply("valueTwo"),
        SeccompRule.Comparison.valueOf(op.substring(SeccompRule.Comparison.PREFIX.length())));
  }

  private static SeccompRule.Selector selector(JsonObject rule, String name) {
    Optional<JsonValue> given = rule.member(name);
    if (given.isEmpty()) {
      return SeccompRule.Selector.NONE;
    }
    JsonObject selector =
        JsonObject.of(given.get()).allowing(Set.of("caps", "arches", "minKernel"));
    return new SeccompRule.Selector(
        new LinkedHashSet<>(names(selector, "caps", CapabilityNumbers.NAMES)),
        new LinkedHashSet<>(selector.texts("arches")),
        selector.member("minKernel").flatMap(SeccompReader::version));
  }

  private static Optional<KernelVersion> version(JsonValue value) {
    String text = JsonObject.text(value);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = VERSION.matcher(text);
    if (!matcher.matches()) {
      throw value.problem("'" + text + "' is not a kernel's version such as 4.8");
    }
    return Optional.of(
        new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  private static List<String> names(JsonObject object, String member, List<String> known) {
    List<String> names = new ArrayList<>();
    for (JsonValue item : object.items(member)) {
      names.add(oneOf(item, known));
    }
    return names;
  }

  private static String oneOf(JsonValue value, List<String> known) {
    String text = JsonObject.text(value);
    if (!known.contains(text)) {
      throw unknown(value, "name", text, known);
    }
    return text;
  }

  private static EngineException unknown(
      JsonValue value, String what, String text, List<String> known) {
    return value.problem(what + " '" + text + "' does not exist" + Suggestion.of(text, known));
  }
}
