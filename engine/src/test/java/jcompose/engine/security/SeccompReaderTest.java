package jcompose.engine.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import jcompose.engine.EngineException;
import jcompose.engine.launch.KernelVersion;
import jcompose.engine.linux.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeccompReaderTest {
  private static final String DOCKERS =
      """
      {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": 38,
        "archMap": [
          {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]},
          {"architecture": "SCMP_ARCH_RISCV64", "subArchitectures": null}
        ],
        "syscalls": [
          {"names": ["read", "write"], "action": "SCMP_ACT_ALLOW", "args": [], "comment": "",
           "includes": {}, "excludes": {}},
          {"name": "socket", "action": "SCMP_ACT_ALLOW",
           "args": [{"index": 0, "value": 18446744073709551615, "op": "SCMP_CMP_NE"}],
           "includes": {"caps": ["CAP_NET_RAW"], "minKernel": "4.8"}},
          {"names": ["bpf"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1, "errno": "EPERM",
           "excludes": {"caps": ["CAP_BPF"], "arches": ["s390x"]}},
          {"names": ["mount"], "action": "SCMP_ACT_ERRNO", "errno": "EINVAL"}
        ]
      }
      """;

  @Test
  void readsDockersFormat() {
    SeccompProfile profile = SeccompReader.read("p.json", DOCKERS);
    assertEquals("errno 38", profile.defaultVerdict().toString());
    assertEquals(List.of("SCMP_ARCH_X86"), profile.archMap().get("SCMP_ARCH_X86_64"));
    assertEquals(4, profile.rules().size());
    assertEquals(
        new SeccompRule.Condition(0, -1, 0, SeccompRule.Comparison.NE),
        profile.rules().get(1).args().get(0));
    assertEquals("errno 22", profile.rules().get(3).verdict().toString());
  }

  @Test
  void readsTheOciFormat() {
    SeccompProfile profile =
        SeccompReader.read(
            "config.json",
            """
            {"defaultAction": "SCMP_ACT_KILL_PROCESS", "architectures": ["SCMP_ARCH_X86_64"],
             "flags": ["SECCOMP_FILTER_FLAG_LOG"],
             "syscalls": [{"names": ["getcwd"], "action": "SCMP_ACT_TRACE", "errnoRet": 7}]}
            """);
    assertEquals(List.of("SCMP_ARCH_X86_64"), profile.architectures());
    assertEquals(Set.of("SECCOMP_FILTER_FLAG_LOG"), profile.flags());
    assertEquals(0x80000000, profile.defaultVerdict().code());
    assertEquals(0x7ff00007, profile.rules().get(0).verdict().code());
  }

  @Test
  void choosesRulesByCapabilityMachineAndKernel() {
    SeccompProfile profile = SeccompReader.read("p.json", DOCKERS);
    assertEquals(
        "[read, write] [socket] [mount]",
        names(profile, Set.of("CAP_NET_RAW", "CAP_BPF"), new KernelVersion(4, 8)));
    assertEquals(
        "[read, write] [bpf] [mount]",
        names(profile, Set.of("CAP_NET_RAW"), new KernelVersion(4, 7)));
    SeccompProfile plain = profile.resolved(Set.of(), Architecture.X86_64, new KernelVersion(6, 1));
    assertEquals(List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86"), plain.architectures());
    assertEquals(
        List.of("SCMP_ARCH_AARCH64"),
        profile.resolved(Set.of(), Architecture.AARCH64, new KernelVersion(6, 1)).architectures());
  }

  private static String names(SeccompProfile profile, Set<String> caps, KernelVersion kernel) {
    return String.join(
        " ",
        profile.resolved(caps, Architecture.X86_64, kernel).rules().stream()
            .map(rule -> rule.names().toString())
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | p.json:1:1: is empty, not JSON",
        "'{\"a\": }' | p.json:1:7: is not JSON",
        "'[]' | p.json:1:1: must be an object, not an array",
        "'{}' | p.json:1:1: property 'defaultAction' is missing",
        "'{\"defaultAction\": \"SCMP_ACT_ALOW\"}' | p.json:1:19: action 'SCMP_ACT_ALOW' does not"
            + " exist; did you mean 'SCMP_ACT_ALLOW'?",
        "'{\"defaultAction\": \"SCMP_ACT_NOTIFY\"}' | p.json:1:19: 'SCMP_ACT_NOTIFY' is not"
            + " supported",
        "'{\"defaultaction\": \"x\"}' | p.json:1:19: property 'defaultaction' does not exist here;"
            + " did you mean 'defaultAction'?",
        "'{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": 5000}'"
            + " | p.json:1:56: must be a whole number from 0 to 4095, not 5000",
        "'{\"defaultAction\": \"SCMP_ACT_ALLOW\",\n"
            + " \"syscalls\": [{\"action\": \"SCMP_ACT_ALLOW\"}]}' | p.json:2:15: property 'names'"
            + " is missing",
        "'{\"defaultAction\": \"SCMP_ACT_ALLOW\",\n \"syscalls\": [{\"names\": [\"a\"],"
            + " \"action\": \"SCMP_ACT_KILL\",\n \"includes\": {\"caps\": [\"CAP_NET_ADMN\"]}}]}'"
            + " | p.json:3:24: name 'CAP_NET_ADMN' does not exist; did you mean 'CAP_NET_ADMIN'?",
        "'{\"defaultAction\": \"SCMP_ACT_ALLOW\",\n"
            + " \"syscalls\": [{\"names\": [\"a\"], \"action\": \"SCMP_ACT_KILL\",\n"
            + " \"args\": [{\"index\": 6, \"op\": \"SCMP_CMP_EQ\"}]}]}' | p.json:3:21: must be a"
            + " whole number from 0 to 5, not 6",
        "'{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"architectures\": [\"SCMP_ARCH_X8664\"]}' |"
            + " p.json:1:55: name 'SCMP_ARCH_X8664' does not exist; did you mean"
            + " 'SCMP_ARCH_X86_64'?",
        "'{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"listenerPath\": \"/x\"}'"
            + " | p.json:1:53: 'listenerPath' is not supported",
      })
  void saysWhereAProfileIsWrong(String json, String message) {
    EngineException failure =
        assertThrows(EngineException.class, () -> SeccompReader.read("p.json", json));
    assertTrue(failure.getMessage().startsWith(message), failure.getMessage());
  }
}
