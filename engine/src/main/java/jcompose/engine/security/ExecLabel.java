package jcompose.engine.security;

import static jcompose.engine.program.Flags.O_WRONLY;

import java.nio.charset.StandardCharsets;
import java.util.List;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.ResultOf;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.Operation;

/**
 * The label that a security module gives to a process when it executes its program.
 *
 * @param file where the kernel takes it, below /proc/thread-self/attr
 * @param text what it takes there
 */
public record ExecLabel(String file, String text) {
  private static final String ATTRIBUTES = "/proc/thread-self/attr/";

  static ExecLabel apparmor(String profile) {
    return new ExecLabel("apparmor/exec", "exec " + profile);
  }

  static ExecLabel selinux(String label) {
    return new ExecLabel("exec", label);
  }

  /**
   * Writes it. These are a program's first operations, so that /proc is the host's: in a
   * container's somebody could have put another file in its place (CVE-2025-52881).
   */
  List<Operation> operations() {
    Operation opening = FileCalls.open(ATTRIBUTES + file, O_WRONLY);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return List.of(
        opening,
        Operation.of(Syscall.WRITE, new ResultOf(opening), new Text(text), Word.of(length)));
  }
}
