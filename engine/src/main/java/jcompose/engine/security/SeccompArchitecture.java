package jcompose.engine.security;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jcompose.engine.linux.Architecture;

/** The architectures that profiles name, with libseccomp's numbers for them: seccomp.h. */
enum SeccompArchitecture {
  X86_64(0xc000003e),
  X86(0x40000003),
  X32(0x4000003e),
  AARCH64(0xc00000b7),
  ARM(0x40000028),
  MIPS(0x00000008),
  MIPS64(0x80000008),
  MIPS64N32(0xa0000008),
  MIPSEL(0x40000008),
  MIPSEL64(0xc0000008),
  MIPSEL64N32(0xe0000008),
  PPC(0x00000014),
  PPC64(0x80000015),
  PPC64LE(0xc0000015),
  S390(0x00000016),
  S390X(0x80000016),
  RISCV64(0xc00000f3),
  LOONGARCH64(0xc0000102),
  PARISC(0x0000000f),
  PARISC64(0x8000000f),
  M68K(0x00000004),
  SH(0x4000002a),
  SHEB(0x0000002a);

  private static final String PREFIX = "SCMP_ARCH_";

  /** The number that the kernel has for it, except that it takes x32 for x86-64. */
  final int token;

  SeccompArchitecture(int token) {
    this.token = token;
  }

  String jsonName() {
    return PREFIX + name();
  }

  static List<String> jsonNames() {
    return Arrays.stream(values()).map(SeccompArchitecture::jsonName).toList();
  }

  static Optional<SeccompArchitecture> named(String jsonName) {
    return Arrays.stream(values()).filter(arch -> arch.jsonName().equals(jsonName)).findFirst();
  }

  static SeccompArchitecture of(Architecture machine) {
    return machine == Architecture.X86_64 ? X86_64 : AARCH64;
  }

  /** Those whose programs a machine can run. */
  static List<SeccompArchitecture> runnable(Architecture machine) {
    return machine == Architecture.X86_64 ? List.of(X86_64, X86, X32) : List.of(AARCH64, ARM);
  }
}
