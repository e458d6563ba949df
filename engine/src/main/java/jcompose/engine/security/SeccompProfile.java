package jcompose.engine.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.engine.launch.KernelVersion;
import jcompose.engine.linux.Architecture;

/**
 * A seccomp profile as published: one text for all machines and capabilities.
 *
 * @param defaultVerdict for calls that no rule names
 * @param architectures those it is for, {@code SCMP_ARCH_X86_64}; the machine's own is always
 * @param archMap the same by the machine's architecture; used when {@code architectures} is empty
 * @param flags {@code SECCOMP_FILTER_FLAG_LOG} and {@code SECCOMP_FILTER_FLAG_SPEC_ALLOW}
 * @param rules in the profile's order
 */
public record SeccompProfile(
    SeccompVerdict defaultVerdict,
    List<String> architectures,
    Map<String, List<String>> archMap,
    Set<String> flags,
    List<SeccompRule> rules) {

  /** Copies the collections. */
  public SeccompProfile {
    architectures = List.copyOf(architectures);
    archMap = new LinkedHashMap<>(archMap);
    flags = Set.copyOf(flags);
    rules = List.copyOf(rules);
  }

  /**
   * The profile as it is for a container with these capabilities on such a machine: without
   * conditions, and with the architectures whose programs can run there.
   */
  SeccompProfile resolved(Set<String> caps, Architecture machine, KernelVersion kernel) {
    SeccompArchitecture own = SeccompArchitecture.of(machine);
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(own.jsonName());
    wanted.addAll(
        architectures.isEmpty() ? archMap.getOrDefault(own.jsonName(), List.of()) : architectures);
    wanted.retainAll(
        SeccompArchitecture.runnable(machine).stream().map(SeccompArchitecture::jsonName).toList());
    List<SeccompRule> selected = new ArrayList<>();
    for (SeccompRule rule : rules) {
      boolean redundant = rule.verdict().code() == defaultVerdict.code();
      if (!redundant && rule.holds(caps, machine.ociName(), kernel)) {
        selected.add(
            new SeccompRule(
                rule.names(),
                rule.verdict(),
                rule.args(),
                SeccompRule.Selector.NONE,
                SeccompRule.Selector.NONE));
      }
    }
    return new SeccompProfile(defaultVerdict, List.copyOf(wanted), Map.of(), flags, selected);
  }
}
