package jcompose.engine.rootfs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.engine.BadLayerException;

/**
 * The records of a PAX header, {@code "30 mtime=1350244992.023960108\n"}: values as raw bytes, keys
 * as characters that are bytes.
 *
 * <p>Of a key that comes twice the last counts, but for the map of a sparse file in the form 0.0,
 * one record for each number: it is given as that of the form 0.1, one record with all of them.
 */
final class PaxRecords {
  private static final String OFFSET = "GNU.sparse.offset";
  private static final String LENGTH = "GNU.sparse.numbytes";

  private PaxRecords() {}

  static Map<String, byte[]> parse(byte[] data) {
    Map<String, byte[]> records = new LinkedHashMap<>();
    StringBuilder sparse = new StringBuilder();
    String next = OFFSET;
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
      String key = new String(data, space + 1, equals - space - 1, StandardCharsets.ISO_8859_1);
      byte[] value = Arrays.copyOfRange(data, equals + 1, end - 1);
      start = end;
      if (!key.equals(OFFSET) && !key.equals(LENGTH)) {
        records.put(key, value);
        continue;
      }
      if (!key.equals(next)) {
        throw damaged();
      }
      next = key.equals(OFFSET) ? LENGTH : OFFSET;
      sparse.append(sparse.isEmpty() ? "" : ",").append(new String(value, StandardCharsets.UTF_8));
    }
    if (next.equals(LENGTH)) {
      throw damaged();
    }
    if (!sparse.isEmpty()) {
      records.put("GNU.sparse.map", sparse.toString().getBytes(StandardCharsets.UTF_8));
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
