package jcompose.engine.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import jcompose.engine.testing.HostCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes in the class are what an assembler makes of the source. */
class MachineCodeTest {
  @TempDir Path folder;

  @Test
  void x86IsWhatTheAssemblerMakes() throws IOException {
    compare(MachineCode.bytes(Architecture.X86_64), "x86_64.s", "as", "objcopy");
  }

  @Test
  void aarch64IsWhatTheAssemblerMakes() throws IOException {
    compare(
        MachineCode.bytes(Architecture.AARCH64),
        "aarch64.s",
        "aarch64-linux-gnu-as",
        "aarch64-linux-gnu-objcopy");
  }

  @Test
  void x86InitIsWhatTheAssemblerMakes() throws IOException {
    compare(InitProgram.bytes(Architecture.X86_64), "init-x86_64.s", "as", "objcopy");
  }

  @Test
  void aarch64InitIsWhatTheAssemblerMakes() throws IOException {
    compare(
        InitProgram.bytes(Architecture.AARCH64),
        "init-aarch64.s",
        "aarch64-linux-gnu-as",
        "aarch64-linux-gnu-objcopy");
  }

  @Test
  void initHasRoomForThePid() {
    for (Architecture architecture : Architecture.values()) {
      byte[] file = InitProgram.bytes(architecture);
      int at = InitProgram.CHILD_OFFSET;
      assertEquals("0000000000000000ffffffffffffffff", HexFormat.of().formatHex(file, at, at + 16));
    }
  }

  private void compare(byte[] code, String source, String as, String objcopy) throws IOException {
    boolean assembler = HostCommand.run("sh", "-c", "command -v " + as).exit() == 0;
    boolean fits = !as.equals("as") || Architecture.current() == Architecture.X86_64;
    assumeTrue(assembler && fits, "needs the assembler " + as + " (binutils) for " + source);
    Path object = folder.resolve("code.o");
    Path binary = folder.resolve("code.bin");
    HostCommand.run(as, "-o", "" + object, "src/main/asm/" + source).checked();
    HostCommand.run(objcopy, "-O", "binary", "-j", ".text", "" + object, "" + binary).checked();
    HexFormat hex = HexFormat.of();
    String expected = hex.formatHex(code);
    String made = hex.formatHex(Files.readAllBytes(binary));
    // an assembler may fill the end of the section
    assertEquals(expected, made.substring(0, Math.min(expected.length(), made.length())));
  }
}
