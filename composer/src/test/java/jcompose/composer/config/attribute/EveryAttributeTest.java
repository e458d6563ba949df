package jcompose.composer.config.attribute;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.composer.shape.ComposeShape;
import org.junit.jupiter.api.Test;

/** An attribute without a test of its own is found here. */
final class EveryAttributeTest {
  private static final int OF_THE_SPECIFICATION = 93;

  @Test
  void hasATest() {
    Set<String> attributes = ComposeShape.service().fields().keySet();
    assertEquals(OF_THE_SPECIFICATION + ComposeShape.service().own().size(), attributes.size());
    for (String attribute : attributes) {
      String name =
          Arrays.stream(attribute.split("_", -1))
              .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
              .collect(Collectors.joining("", getClass().getPackageName() + ".", "Test"));
      assertDoesNotThrow(() -> Class.forName(name), attribute);
    }
  }
}
