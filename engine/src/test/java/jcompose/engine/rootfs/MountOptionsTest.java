package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mount options sorted by who takes them. */
class MountOptionsTest {
  private static MountOptions parse(String... options) {
    return MountOptions.parse(List.of(options));
  }

  @Test
  void tellsFlagsFromWhatTheFileSystemReads() {
    MountOptions options = parse("nosuid", "noexec", "exec", "ro", "size=64m", "mode=1777");
    assertEquals("NOSUID|RDONLY", options.flags().text());
    assertEquals(3, options.flags().value());
    assertEquals("size=64m,mode=1777", options.dataText());
  }

  @Test
  void tellsTheMountFromWhatLiesBelow() {
    MountOptions options = parse("rbind", "nodev", "rro", "rexec");
    assertEquals("NODEV", options.own().set().text());
    assertEquals("RDONLY", options.below().set().text());
    assertEquals("NOEXEC", options.below().cleared().text());
    assertEquals(List.of(), options.data());
  }

  @Test
  void clearsAllAccessTimesBeforeOneIsSet() {
    MountAttributes own = parse("noatime").own();
    assertEquals(0x10, own.set().value());
    assertEquals(0x70, own.cleared().value());
    MountAttributes none = parse("ratime").below();
    assertEquals(0, none.set().value());
    assertEquals(0x70, none.cleared().value());
  }

  @Test
  void readsPropagationAndDepth() {
    assertEquals(
        Optional.of(new Propagation(Propagation.Kind.SLAVE, true)), parse("rslave").propagation());
    assertEquals(
        Optional.of(new Propagation(Propagation.Kind.SHARED, false)),
        parse("private", "shared").propagation());
    assertEquals(false, parse("bind").recursive());
    assertEquals(true, parse("bind", "rbind").recursive());
    assertEquals(true, parse().recursive());
  }

  @Test
  void leavesWhatTheSourceHasToTheSource() {
    assertEquals(true, parse("rw", "suid", "dev", "exec").own().isEmpty());
  }
}
