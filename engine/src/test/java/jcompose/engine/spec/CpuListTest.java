package jcompose.engine.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CpuListTest {
  @Test
  void rangesAndSingleOnes() {
    assertEquals("0-1,3", CpuList.parse("3,0,1\n").text());
    assertEquals("0-3,8-11", CpuList.parse("0-3,8-11").text());
  }

  @Test
  void whatAnotherDoesNotHave() {
    CpuList online = CpuList.parse("0-1");
    assertEquals("2-77", CpuList.parse("0-77").without(online).text());
    assertTrue(CpuList.parse("1").without(online).isEmpty());
  }

  @Test
  void bitsOfAMask() {
    assertArrayEquals(new long[] {0b10111}, CpuList.parse("0-2,4").words());
    assertArrayEquals(new long[] {0, 1}, CpuList.parse("64").words());
  }

  @Test
  void numbersThatOnlyAMaskCannotHave() {
    CpuList list = CpuList.parse("123456");
    assertEquals("123456", list.without(CpuList.parse("0-1")).text());
    assertThrows(IllegalArgumentException.class, list::words);
    assertEquals("'1000000' is not a list of processors such as 0-2,4", refused("1000000"));
  }

  @Test
  void anythingElseIsRefused() {
    assertEquals("'x' is not a list of processors such as 0-2,4", refused("x"));
    assertEquals("'3-1' is not a list of processors such as 0-2,4", refused("3-1"));
  }

  private static String refused(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> CpuList.parse(text)).getMessage());
  }
}
