package jcompose.engine.oci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.AtCalls;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.Flags;
import jcompose.engine.program.ProgramBuilder;

/**
 * The AppArmor profile and the SELinux label that a process gets with its execve: it writes them
 * itself, to files of the host's /proc that are opened before it leaves the host's files.
 */
final class SecurityLabels {
  private static final Path APPARMOR = Path.of("/sys/module/apparmor/parameters/enabled");
  private static final Path SELINUX = Path.of("/sys/fs/selinux/enforce");

  /** A file that is open, and what is written to it. */
  private record Label(int descriptor, String text) {}

  private final ProgramBuilder program;
  private final List<Label> labels = new ArrayList<>();

  SecurityLabels(ProgramBuilder program) {
    this.program = program;
  }

  /**
   * Refuses what this kernel cannot enforce.
   *
   * @throws EngineException naming the property
   */
  static void demand(ProcessConfig process) {
    if (given(process.apparmorProfile()) && !Files.exists(APPARMOR)) {
      throw new EngineException(
          "process.apparmorProfile: this kernel has no AppArmor (CONFIG_SECURITY_APPARMOR); leave"
              + " it out");
    }
    if (given(process.selinuxLabel()) && !Files.exists(SELINUX)) {
      throw new EngineException(
          "process.selinuxLabel: this kernel has no SELinux (CONFIG_SECURITY_SELINUX); leave it"
              + " out");
    }
  }

  private static boolean given(java.util.Optional<String> text) {
    return text.filter(value -> !value.isEmpty()).isPresent();
  }

  /** Opens the files. */
  void open(ProcessConfig process) {
    Word flags = Flags.O_WRONLY;
    process
        .apparmorProfile()
        .filter(name -> !name.isEmpty())
        .ifPresent(
            name ->
                labels.add(
                    new Label(
                        program.open(FileCalls.open("/proc/thread-self/attr/exec", flags)),
                        "exec " + name)));
    process
        .selinuxLabel()
        .filter(label -> !label.isEmpty())
        .ifPresent(
            label ->
                labels.add(
                    new Label(
                        program.open(FileCalls.open("/proc/thread-self/attr/exec", flags)),
                        label)));
  }

  /** Writes them; before new privileges are forbidden, which forbids a change of profile too. */
  void write() {
    for (Label label : labels) {
      program.add(AtCalls.write(label.descriptor(), label.text()));
      program.close(label.descriptor());
    }
  }
}
