package jcompose.engine.linux;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallContextCache;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one door to the kernel: a system call with up to six arguments, answered with its result or
 * the negative error number, as the kernel itself answers. There is no errno variable to lose.
 */
public final class Kernel {
  private static final Architecture ARCHITECTURE = Architecture.current();
  private static final long CODE = MachineCode.load();
  private static final Invoker INVOKER = Invoker.getInstance();
  private static final CallContext TWO = context(2);
  private static final CallContext THREE = context(3);
  private static final ThreadLocal<Arguments> ARGUMENTS = ThreadLocal.withInitial(Arguments::new);

  private Kernel() {}

  /** The result of a system call, or {@code -errno}. Missing arguments are zero. */
  public static long call(Syscall syscall, long... arguments) {
    Arguments block = ARGUMENTS.get();
    for (int i = 0; i < 6; i++) {
      block.buffer.putLong(8 * i, i < arguments.length ? arguments[i] : 0);
    }
    return INVOKER.invokeN2(TWO, CODE, syscall.number(ARCHITECTURE), block.address);
  }

  /**
   * The result of a system call that must succeed; one that a signal interrupted is made again (not
   * for close, which has closed all the same).
   *
   * @param what the call as a message shows it, for example {@code setns(PID of web)}
   * @throws SyscallException with the errno
   */
  public static long check(String what, Syscall syscall, long... arguments) {
    long result = call(syscall, arguments);
    while (result == -Errno.EINTR.number()) {
      result = call(syscall, arguments);
    }
    if (result < 0) {
      throw new SyscallException(what, (int) -result);
    }
    return result;
  }

  /**
   * Calls clone3 and, in the child, walks a list of operations in native memory.
   *
   * @param cloneArguments the address of a {@code struct clone_args}
   * @param size its size in bytes
   * @param program the address of the first operation; its last must not return
   * @return the child's pid, or {@code -errno}
   */
  public static long spawn(long cloneArguments, long size, long program) {
    return INVOKER.invokeN3(THREE, CODE + MachineCode.SPAWN_OFFSET, cloneArguments, size, program);
  }

  private static CallContext context(int parameters) {
    Type[] types = new Type[parameters];
    java.util.Arrays.fill(types, Type.SINT64);
    return CallContextCache.getInstance()
        .getCallContext(Type.SINT64, types, CallingConvention.DEFAULT, false);
  }

  /** Six argument slots of a thread, freed with the thread. */
  private static final class Arguments {
    final ByteBuffer buffer = ByteBuffer.allocateDirect(48).order(ByteOrder.nativeOrder());
    final long address = NativeMemory.addressOf(buffer);
  }
}
