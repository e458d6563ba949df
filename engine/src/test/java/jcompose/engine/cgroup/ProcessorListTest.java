package jcompose.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jcompose.engine.EngineException;
import org.junit.jupiter.api.Test;

class ProcessorListTest {
  @Test
  void rangesAndSingleOnes() {
    assertEquals("0-1,3", ProcessorList.parse("3,0,1\n").text());
    assertEquals("0-3,8-11", ProcessorList.parse("0-3,8-11").text());
  }

  @Test
  void whatAnotherDoesNotHave() {
    ProcessorList online = ProcessorList.parse("0-1");
    assertEquals("2-77", ProcessorList.parse("0-77").without(online).text());
    assertTrue(ProcessorList.parse("1").without(online).isEmpty());
  }

  @Test
  void anythingElseIsRefused() {
    assertEquals("'x' is not a list of processors as 0-1,3", refused("x"));
    assertEquals("'3-1' ends before it begins", refused("3-1"));
  }

  private static String refused(String text) {
    return assertThrows(EngineException.class, () -> ProcessorList.parse(text)).getMessage();
  }
}
