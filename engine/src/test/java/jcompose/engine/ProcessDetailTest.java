package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What /proc says of processes and interfaces. */
class ProcessDetailTest {
  private static final String MACHINE = "cpu 1 2 3\nbtime 1700000000\nprocesses 5\n";

  @Test
  void aNameMayHaveBlanksAndParentheses() {
    ProcessDetail process =
        ProcessDetail.parse(
            "42 (a) b (c)) S 7 42 42 34817 42 0 0 0 0 0 150 50 0 0 20 0 1 0 12300 0\n",
            "Name:\ta\nUid:\t1\t2\t3\t4\n",
            "sleep\0" + "10\0",
            MACHINE);
    assertEquals(
        new ProcessDetail(
            42,
            7,
            2,
            Instant.ofEpochSecond(1700000123),
            Duration.ofSeconds(2),
            "pts/1",
            "sleep 10"),
        process);
  }

  @Test
  void aProcessWithoutArgumentsHasItsNameInBrackets() {
    ProcessDetail process =
        ProcessDetail.parse(
            "2 (kthreadd) S 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0\n",
            "Uid:\t0\t0\t0\t0\n",
            "",
            MACHINE);
    assertEquals("[kthreadd]", process.command());
    assertEquals("?", process.terminal());
  }

  @Test
  void thisProcessIsSeen() {
    ProcessDetail self = ProcessDetail.of((int) ProcessHandle.current().pid()).orElseThrow();
    assertTrue(self.command().contains("java"), self.command());
    Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
    assertTrue(Duration.between(started, self.started()).abs().toSeconds() < 2, self.toString());
    assertTrue(ProcessDetail.of(Integer.MAX_VALUE).isEmpty());
  }

  @Test
  void interfacesAreAddedUpWithoutTheLoopback() {
    assertEquals(
        new InterfaceTotals(111, 222),
        InterfaceTotals.parse(
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets
                lo: 1000 1 0 0 0 0 0 0 1000 1 0 0 0 0 0 0
              eth0: 100 1 0 0 0 0 0 0 200 1 0 0 0 0 0 0
              eth1:11 1 0 0 0 0 0 0 22 1 0 0 0 0 0 0
            """));
  }
}
