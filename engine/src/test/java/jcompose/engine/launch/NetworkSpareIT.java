package jcompose.engine.launch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.testing.RequiresRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RequiresRoot
@Timeout(60)
class NetworkSpareIT {
  private static final int TAKERS = 8;
  private static final int EACH = 5;

  /** They stay until all are there, or the kernel would use a name again. */
  private final List<Descriptor> held = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    held.forEach(Descriptor::close);
  }

  /** Who finds one ready must not take it from somebody who waits for it. */
  @Test
  void manyAtOnceGetOneEach() throws Exception {
    ExecutorService takers = Executors.newFixedThreadPool(TAKERS);
    try (NetworkSpare spare = new NetworkSpare()) {
      List<Future<Set<Path>>> all = new ArrayList<>();
      for (int taker = 0; taker < TAKERS; taker++) {
        all.add(takers.submit(() -> take(spare)));
      }
      Set<Path> names = new HashSet<>();
      for (Future<Set<Path>> one : all) {
        names.addAll(one.get(30, SECONDS));
      }
      assertEquals(TAKERS * EACH, names.size());
    } finally {
      takers.shutdownNow();
    }
  }

  private Set<Path> take(NetworkSpare spare) throws Exception {
    Set<Path> names = new HashSet<>();
    for (int i = 0; i < EACH; i++) {
      spare.prepare();
      Descriptor namespace = spare.take();
      held.add(namespace);
      names.add(
          Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(namespace.number()))));
    }
    return names;
  }

  @Test
  void nobodyWaitsForOneThatIsClosed() {
    NetworkSpare spare = new NetworkSpare();
    spare.close();
    assertThrows(EngineException.class, spare::take);
    assertThrows(EngineException.class, spare::take);
  }
}
