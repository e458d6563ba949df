package jcompose.composer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirLongestCell() {
    Table table = new Table("NAME", "STATUS");
    table.add("shop-web-1", "Up");
    assertEquals(List.of("NAME         STATUS", "shop-web-1   Up"), table.lines());
  }
}
