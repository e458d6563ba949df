package jcompose.engine.security;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.linux.LibSeccomp;
import jcompose.engine.linux.SyscallException;

/** Has libseccomp compile a profile that {@link SeccompProfile#resolved} has made plain. */
final class SeccompCompiler {
  /** Where a tree beats a list; libseccomp up to 2.5.4 makes a wrong tree of no rules. */
  private static final int WORTH_A_TREE = 32;

  private final String name;
  private final SeccompProfile profile;

  /** A compiler of one profile, which messages call {@code name}. */
  SeccompCompiler(String name, SeccompProfile profile) {
    this.name = name;
    this.profile = profile;
  }

  /**
   * The filter's instructions.
   *
   * @throws EngineException naming the call that libseccomp refused
   */
  byte[] compile() {
    byte[] whole = whole();
    Set<String> deciding =
        profile.rules().stream()
            .filter(rule -> !rule.args().isEmpty())
            .flatMap(rule -> rule.names().stream())
            .collect(Collectors.toSet());
    List<SeccompRule> rest = new ArrayList<>();
    for (SeccompRule rule : profile.rules()) {
      List<String> names = rule.names().stream().filter(deciding::contains).toList();
      if (!names.isEmpty()) {
        rest.add(rule.only(names));
      }
    }
    return FilterTable.before(
            compile(rest, false),
            whole,
            kernels(),
            (architecture, number) ->
                name(architecture, number).filter(deciding::contains).isPresent())
        .orElse(whole);
  }

  /** The same by libseccomp alone. */
  byte[] whole() {
    return compile(profile.rules(), needsCheck());
  }

  private byte[] compile(List<SeccompRule> rules, boolean checked) {
    try (LibSeccomp library = LibSeccomp.answering(profile.defaultVerdict().code())) {
      for (SeccompArchitecture architecture : architectures()) {
        library.addArchitecture(architecture.token);
      }
      if (rules.stream().mapToInt(rule -> rule.names().size()).sum() > WORTH_A_TREE) {
        library.optimize();
      }
      rules.forEach(rule -> add(library, rule));
      byte[] filter = library.export();
      byte[] check = checked ? NewerCalls.check(last()).bytes() : new byte[0];
      byte[] whole = new byte[check.length + filter.length];
      System.arraycopy(check, 0, whole, 0, check.length);
      System.arraycopy(filter, 0, whole, check.length, filter.length);
      return whole;
    } catch (SyscallException refused) {
      throw new EngineException(
          "seccomp profile " + name + " cannot be compiled: " + refused.getMessage(), refused);
    }
  }

  /** Those that the kernel tells apart. */
  private Set<SeccompArchitecture> kernels() {
    Set<SeccompArchitecture> kernels = EnumSet.copyOf(architectures());
    kernels.remove(SeccompArchitecture.X32);
    return kernels;
  }

  private static Optional<String> name(SeccompArchitecture architecture, long number) {
    boolean x32 = architecture == SeccompArchitecture.X86_64 && (number & NewerCalls.X32_BIT) != 0;
    int token = x32 ? SeccompArchitecture.X32.token : architecture.token;
    return LibSeccomp.name(token, (int) number);
  }

  private void add(LibSeccomp library, SeccompRule rule) {
    int action = rule.verdict().code();
    List<LibSeccomp.Comparison> comparisons =
        rule.args().stream().map(SeccompCompiler::comparison).toList();
    for (String call : rule.names()) {
      if (!LibSeccomp.knows(call)) {
        continue; // newer than the library, or of another architecture: a profile is for many
      }
      if (rule.hasAlternatives()) {
        comparisons.forEach(one -> library.addRule(action, call, List.of(one)));
      } else {
        library.addRule(action, call, comparisons);
      }
    }
  }

  private static LibSeccomp.Comparison comparison(SeccompRule.Condition condition) {
    return new LibSeccomp.Comparison(
        condition.index(), condition.op().number, condition.value(), condition.valueTwo());
  }

  private boolean needsCheck() {
    SeccompVerdict verdict = profile.defaultVerdict();
    return !verdict.isPermissive() && !verdict.equals(SeccompVerdict.NO_SUCH_CALL);
  }

  private Map<SeccompArchitecture, Integer> last() {
    Map<SeccompArchitecture, Integer> last = new EnumMap<>(SeccompArchitecture.class);
    for (SeccompArchitecture architecture : architectures()) {
      profile.rules().stream()
          .flatMap(rule -> rule.names().stream())
          .mapToInt(call -> LibSeccomp.resolve(architecture.token, call))
          .filter(number -> number >= 0)
          .max()
          .ifPresent(number -> last.put(architecture, number));
    }
    return last;
  }

  private List<SeccompArchitecture> architectures() {
    return profile.architectures().stream()
        .map(architecture -> SeccompArchitecture.named(architecture).orElseThrow())
        .toList();
  }
}
