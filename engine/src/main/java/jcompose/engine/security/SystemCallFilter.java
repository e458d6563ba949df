package jcompose.engine.security;

import java.nio.ByteBuffer;
import java.util.List;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Data;
import jcompose.engine.program.Argument.Struct;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Operation;

/**
 * A compiled seccomp filter.
 *
 * @param name of its profile
 * @param flags of seccomp(2)
 * @param code its instructions
 */
public record SystemCallFilter(String name, Word flags, ByteBuffer code) {
  private static final Word SET_MODE_FILTER = new Word(1, "SET_MODE_FILTER");
  private static final int INSTRUCTION = 8;

  /** Keeps a view of its own, so that the record cannot be changed. */
  public SystemCallFilter {
    code = code.asReadOnlyBuffer().rewind();
  }

  @Override
  public ByteBuffer code() {
    return code.asReadOnlyBuffer();
  }

  /** How many instructions it has. */
  int length() {
    return code.remaining() / INSTRUCTION;
  }

  /** Installs it; needs CAP_SYS_ADMIN or no_new_privs. */
  public Operation install() {
    String text = "{seccomp profile " + name + ", " + length() + " instructions}";
    // struct sock_fprog { unsigned short len; struct sock_filter *filter; }
    Struct program = new Struct(List.of(Word.of(length()), new Data(code, "filter")), text);
    return Operation.of(Syscall.SECCOMP, SET_MODE_FILTER, flags, program);
  }
}
