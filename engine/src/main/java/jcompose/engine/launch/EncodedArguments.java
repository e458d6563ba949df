package jcompose.engine.launch;

import java.util.IdentityHashMap;
import java.util.Map;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.program.Argument;

/** The arguments of system calls as registers hold them, and the memory that they point to. */
final class EncodedArguments implements AutoCloseable {
  private final NativeMemory memory = new NativeMemory();
  private final IdentityHashMap<Argument, Long> encoded = new IdentityHashMap<>();
  private final Map<String, Integer> inherited;

  /**
   * None yet.
   *
   * @param inherited this process's descriptors by the names that arguments have for them
   */
  EncodedArguments(Map<String, Integer> inherited) {
    this.inherited = inherited;
  }

  /** Zeroed memory that lives as long as this. */
  long allocate(long size) {
    return memory.allocate(size);
  }

  /** A number as it stands, anything else as the address of what it says. */
  long encode(Argument argument) {
    if (argument instanceof Argument.Word number) {
      return number.value();
    }
    if (argument instanceof Argument.Inherited descriptor) {
      Integer number = inherited.get(descriptor.name());
      if (number == null) {
        throw new IllegalArgumentException("no descriptor for " + descriptor.text());
      }
      return number;
    }
    Long known = encoded.get(argument);
    if (known == null) {
      known = store(argument);
      encoded.put(argument, known);
    }
    return known;
  }

  private long store(Argument argument) {
    if (argument instanceof Argument.Text text) {
      return memory.string(text.value());
    }
    if (argument instanceof Argument.Texts texts) {
      return memory.strings(texts.values());
    }
    if (argument instanceof Argument.Data data) {
      byte[] bytes = new byte[data.bytes().remaining()];
      data.bytes().get(bytes);
      return memory.bytes(bytes);
    }
    Argument.Struct struct = (Argument.Struct) argument;
    long start = memory.allocate(8L * struct.words().size());
    for (int i = 0; i < struct.words().size(); i++) {
      NativeMemory.putLong(start + 8L * i, encode(struct.words().get(i)));
    }
    return start;
  }

  @Override
  public void close() {
    memory.close();
  }
}
