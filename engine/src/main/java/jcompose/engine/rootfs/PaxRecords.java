package jcompose.engine.rootfs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.engine.BadLayerException;

/** The records of a PAX header, {@code "30 mtime=1350244992.023960108\n"}, values as raw bytes. */
final class PaxRecords {
  private PaxRecords() {}

  static Map<String, byte[]> parse(byte[] data) {
    Map<String, byte[]> records = new LinkedHashMap<>();
    int start = 0;
    while (start < data.length && data[start] != 0) {
      int space = start;
      int length = 0;
      while (space < data.length && space - start < 8 && isDigit(data[space])) {
        length = 10 * length + data[space++] - '0';
      }
      int end = start + length;
      if (space >= data.length || data[space] != ' ' || end > data.length || end <= space + 1) {
        throw damaged();
      }
      int equals = space + 1;
      while (equals < end && data[equals] != '=') {
        equals++;
      }
      if (equals >= end - 1 || data[end - 1] != '\n') {
        throw damaged();
      }
      String key = new String(data, space + 1, equals - space - 1, StandardCharsets.UTF_8);
      records.put(key, Arrays.copyOfRange(data, equals + 1, end - 1));
      start = end;
    }
    return records;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static BadLayerException damaged() {
    return new BadLayerException("a PAX header of the archive is damaged");
  }
}
