package jcompose.engine.linux;

import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.PageManager;
import java.util.HexFormat;

/**
 * The two routines that no Java code can be: one system call without errno, and clone3 with a child
 * that walks a list of system calls.
 *
 * <p>Their source is {@code src/main/asm}; a test assembles it and compares the bytes.
 */
public final class MachineCode {
  /** Where {@code spawn} begins, in bytes from the start; {@code call} begins at 0. */
  static final int SPAWN_OFFSET = 32;

  private static final String X86_64 =
      "4889f84989f3498b3b498b7308498b53104d8b53184d8b43204d8b4b280f05c3"
          + "4989d0b8b30100000f054885c07401c34c89c3488b03488b7b08488b7310488b"
          + "53184c8b53204c8b43284c8b4b300f05488943404885c0791b488b4b484883f9"
          + "0174214839c8741cbf7f000000b8e70000000f05488b4b384885c97403488901"
          + "48035b504883c358eba9";
  private static final String AARCH64 =
      "e80300aae90301aa200540a9220d41a9241542a9010000d4c0035fd600000000"
          + "e90302aa683680d2010000d4400000b4c0035fd6280140f9208540a9228d41a9"
          + "249542a9010000d4202100f92001f8b62a2540f95f0500f1600100541f000aeb"
          + "20010054e00f80d2c80b80d2010000d42a1d40f94a0000b4400100f92a2940f9"
          + "29010a8b29610191ebffff17";

  private MachineCode() {}

  /** The bytes for an architecture, {@code call} first and {@code spawn} at offset 32. */
  public static byte[] bytes(Architecture architecture) {
    return HexFormat.of().parseHex(architecture == Architecture.X86_64 ? X86_64 : AARCH64);
  }

  /** Puts the code for this machine on a page of its own, never writable and executable at once. */
  static long load() {
    byte[] code = bytes(Architecture.current());
    PageManager pages = PageManager.getInstance();
    long page = pages.allocatePages(1, PageManager.PROT_READ | PageManager.PROT_WRITE);
    MemoryIO.getInstance().putByteArray(page, code, 0, code.length);
    pages.protectPages(page, 1, PageManager.PROT_READ | PageManager.PROT_EXEC);
    return page;
  }
}
