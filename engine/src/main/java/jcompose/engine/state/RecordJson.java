package jcompose.engine.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import jcompose.engine.EngineException;

/**
 * Records as JSON and back, with nothing to declare: a record is an object with its components'
 * names, without an underscore that keeps a name from being a word of Java's ({@code class_}).
 *
 * <p>Components may be records, sealed interfaces of records (whose objects begin with {@code
 * "type": "SimpleName"}), enums, text ({@code String}, {@code Path}, {@code Instant}, {@code
 * Duration}), numbers, booleans, {@code Optional*} (left out when empty), {@code List}, {@code Set}
 * and {@code Map} with keys that are enums or text. The JSON is one line of UTF-8; equal records
 * give equal bytes, since the elements of sets are sorted.
 */
public final class RecordJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private RecordJson() {}

  /**
   * The JSON of a record.
   *
   * @throws IllegalArgumentException for a null component or a type that is not among those above
   */
  public static byte[] toBytes(Object record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      JsonWriter.write(out, record);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The record that JSON describes. Unknown properties are ignored: an older program reads what a
   * newer one wrote. A missing property is an empty Optional or collection, false, or a record of
   * such, else an error.
   *
   * @param type a record, or a sealed interface of records
   * @throws EngineException naming the place in the JSON, for example {@code services.web.limits:
   *     property 'pids' is missing}
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return new JsonReader(parser).read(type);
    } catch (JsonProcessingException malformed) {
      throw new EngineException("not JSON: " + JsonReason.of(malformed), malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The JSON of a record for people: indented, closed by a line end. */
  public static String toPrettyText(Object record) {
    StringWriter text = new StringWriter();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.setPrettyPrinter(printer);
      JsonWriter.write(out, record);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.append('\n').toString();
  }

  /** Replaces a file by a record's JSON, as {@link AtomicFile#write} does. */
  public static void writeFile(Path file, Object record) {
    AtomicFile.write(file, toBytes(record));
  }

  /**
   * The record in a file.
   *
   * @throws EngineException naming the file and the reason, a missing file included
   */
  public static <T> T readFile(Path file, Class<T> type) {
    byte[] json = AtomicFile.read(file);
    try {
      return read(json, type);
    } catch (EngineException failure) {
      throw new EngineException(file + ": " + failure.getMessage(), failure);
    }
  }
}
