package jcompose.engine.linux;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallContextCache;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A filter of system calls being made by libseccomp: seccomp_init(3). */
public final class LibSeccomp implements AutoCloseable {
  private static final Invoker INVOKER = Invoker.getInstance();
  private static final @Nullable Library LIBRARY =
      Library.getCachedInstance("libseccomp.so.2", Library.LAZY | Library.LOCAL);
  private static final CallContext NUMBER = context(Type.POINTER, Type.UINT32);
  private static final CallContext POINTER = context(Type.POINTER, Type.POINTER);
  private static final CallContext TWO = context(Type.SINT32, Type.POINTER, Type.SINT32);
  private static final CallContext THREE =
      context(Type.SINT32, Type.POINTER, Type.SINT32, Type.SINT32);
  private static final CallContext NAME = context(Type.SINT32, Type.UINT32, Type.POINTER);
  private static final CallContext NAME_OF = context(Type.POINTER, Type.UINT32, Type.SINT32);
  private static final CallContext RULE =
      context(Type.SINT32, Type.POINTER, Type.UINT32, Type.SINT32, Type.UINT32, Type.POINTER);
  private static final CallContext FREE = context(Type.VOID, Type.POINTER);
  private static final int OPTIMIZE = 8; // SCMP_FLTATR_CTL_OPTIMIZE, from 2.5 on
  private static final int BINARY_TREE = 2;
  private static final int UNKNOWN = -1; // __NR_SCMP_ERROR
  private static final int COMPARISON_SIZE = 24;

  private final long context;

  private LibSeccomp(long context) {
    this.context = context;
  }

  /** A comparison of an argument: struct scmp_arg_cmp. */
  public record Comparison(int argument, int operator, long first, long second) {}

  /** Whether the library was found on this machine. */
  public static boolean isAvailable() {
    return LIBRARY != null;
  }

  /** Its version, for example {@code 2.5.4}. */
  public static String version() {
    // struct scmp_version { unsigned int major, minor, micro; }
    long at = INVOKER.invokeN1(POINTER, symbol("seccomp_version"), 0);
    return NativeMemory.getInt(at)
        + "."
        + NativeMemory.getInt(at + 4)
        + "."
        + NativeMemory.getInt(at + 8);
  }

  /** A filter for this machine's own architecture that answers every call alike. */
  public static LibSeccomp answering(int action) {
    long context = INVOKER.invokeN1(NUMBER, symbol("seccomp_init"), action);
    if (context == 0) {
      throw new SyscallException("seccomp_init", Errno.EINVAL.number());
    }
    return new LibSeccomp(context);
  }

  /** Another architecture for all rules that follow. */
  public void addArchitecture(int token) {
    int result = (int) INVOKER.invokeN2(TWO, symbol("seccomp_arch_add"), context, token);
    if (result != -Errno.EEXIST.number()) {
      check("seccomp_arch_add", result);
    }
  }

  /** Sorts the calls into a tree, where the library can; old ones stay with a list. */
  public void optimize() {
    INVOKER.invokeN3(THREE, symbol("seccomp_attr_set"), context, OPTIMIZE, BINARY_TREE);
  }

  /** Whether the library knows a system call of this name. */
  public static boolean knows(String name) {
    try (NativeMemory memory = new NativeMemory()) {
      long found =
          INVOKER.invokeN1(POINTER, symbol("seccomp_syscall_resolve_name"), memory.string(name));
      return (int) found != UNKNOWN;
    }
  }

  /** The number of a system call on an architecture; negative where it has none. */
  public static int resolve(int architecture, String name) {
    try (NativeMemory memory = new NativeMemory()) {
      return (int)
          INVOKER.invokeN2(
              NAME, symbol("seccomp_syscall_resolve_name_arch"), architecture, memory.string(name));
    }
  }

  /** The name of the system call that has a number on an architecture. */
  public static Optional<String> name(int architecture, int number) {
    long found =
        INVOKER.invokeN2(NAME_OF, symbol("seccomp_syscall_resolve_num_arch"), architecture, number);
    if (found == 0) {
      return Optional.empty();
    }
    byte[] name = MemoryIO.getInstance().getZeroTerminatedByteArray(found);
    MemoryIO.getInstance().freeMemory(found);
    return Optional.of(new String(name, StandardCharsets.US_ASCII));
  }

  /** What becomes of a system call when all comparisons hold. */
  public void addRule(int action, String name, List<Comparison> comparisons) {
    try (NativeMemory memory = new NativeMemory()) {
      long array = memory.allocate((long) COMPARISON_SIZE * comparisons.size());
      for (int i = 0; i < comparisons.size(); i++) {
        Comparison comparison = comparisons.get(i);
        long at = array + (long) COMPARISON_SIZE * i;
        NativeMemory.putInt(at, comparison.argument());
        NativeMemory.putInt(at + 4, comparison.operator());
        NativeMemory.putLong(at + 8, comparison.first());
        NativeMemory.putLong(at + 16, comparison.second());
      }
      long call =
          INVOKER.invokeN1(POINTER, symbol("seccomp_syscall_resolve_name"), memory.string(name));
      check(
          "seccomp_rule_add(" + name + ")",
          (int)
              INVOKER.invokeN5(
                  RULE,
                  symbol("seccomp_rule_add_array"),
                  context,
                  action,
                  call,
                  comparisons.size(),
                  array));
    }
  }

  /** The filter's instructions: struct sock_filter, 8 bytes each. */
  public byte[] export() {
    try (NativeMemory memory = new NativeMemory()) {
      long descriptor =
          Kernel.check("memfd_create", Syscall.MEMFD_CREATE, memory.string("seccomp"), 1);
      try {
        check(
            "seccomp_export_bpf",
            (int) INVOKER.invokeN2(TWO, symbol("seccomp_export_bpf"), context, descriptor));
        int length = (int) Kernel.check("lseek", Syscall.LSEEK, descriptor, 0, 2);
        long bytes = memory.allocate(length);
        Kernel.check("pread64", Syscall.PREAD64, descriptor, bytes, length, 0);
        return NativeMemory.getBytes(bytes, length);
      } finally {
        Kernel.call(Syscall.CLOSE, descriptor);
      }
    }
  }

  @Override
  public void close() {
    INVOKER.invokeN1(FREE, symbol("seccomp_release"), context);
  }

  private static void check(String call, int result) {
    if (result < 0) {
      throw new SyscallException(call, -result);
    }
  }

  private static long symbol(String name) {
    if (LIBRARY == null) {
      throw new IllegalStateException("libseccomp.so.2 was not found");
    }
    return LIBRARY.getSymbolAddress(name);
  }

  private static CallContext context(Type result, Type... parameters) {
    return CallContextCache.getInstance()
        .getCallContext(result, parameters, CallingConvention.DEFAULT, false);
  }
}
