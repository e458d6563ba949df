package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jcompose.engine.EngineException;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;
import jcompose.engine.UnpackedArchive;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Thousands of archives that chance has made from honest and hostile ones: whatever they are, they
 * are unpacked or refused, nothing outside changes, and it takes no longer than it should.
 *
 * <p>{@code -Djcompose.fuzz.seconds=600} lets it run longer, {@code -Djcompose.fuzz.seed=N} makes
 * the archives of an earlier run again.
 */
@RequiresRoot
@RequiresCommand({"getfattr", "setfattr"})
@LeavesNothing
final class LayerFuzzIT {
  private static final int SECONDS = Integer.getInteger("jcompose.fuzz.seconds", 10);
  private static final LayerLimits LIMITS = new LayerLimits(4 << 20, 2000);
  private static final long LONGEST_SECONDS = 20;

  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  @AfterEach
  void noMoreWork() {
    worker.shutdownNow();
  }

  @Test
  void nothingButRefusals(Sandbox sandbox) throws IOException {
    long seed = Long.getLong("jcompose.fuzz.seed", System.nanoTime());
    LayerStore store = new LayerStore(sandbox.directories());
    Canary canary = Canary.make(sandbox.folder().resolve("outside"));
    Mutation mutation = new Mutation(new Random(seed), corpus(canary), targets(canary));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int count = 0;
    int unpacked = 0;
    byte[] archive = new byte[0];
    try {
      while (System.nanoTime() < end) {
        archive = mutation.next();
        count++;
        unpacked += isUnpacked(store, archive) ? 1 : 0;
        canary.isTheSameToStat("archive " + count);
      }
      canary.isAsItWas("all archives");
    } catch (Throwable failure) {
      Path kept = Files.write(Files.createTempFile("jcompose-fuzz-", ".tar"), archive);
      throw new AssertionError(
          "archive " + count + " of -Djcompose.fuzz.seed=" + seed + ", kept as " + kept, failure);
    }
    System.out.println("fuzz: " + count + " archives, " + unpacked + " unpacked, seed " + seed);
    assertTrue(unpacked > count / 20, unpacked + " of " + count + " were unpacked");
    assertTrue(unpacked < count * 19 / 20, unpacked + " of " + count + " were unpacked");
  }

  private boolean isUnpacked(LayerStore store, byte[] archive) throws Exception {
    Future<Boolean> result =
        worker.submit(
            () -> {
              try (UnpackedArchive layer =
                  store.unpack(() -> new ByteArrayInputStream(archive), LIMITS)) {
                return Files.isDirectory(layer.folder());
              } catch (IOException | EngineException refused) {
                return false;
              }
            });
    return result.get(LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  private static List<byte[]> corpus(Canary canary) {
    return Stream.of(
            HostileNamesIT.archives(),
            HostileLinksIT.archives(),
            HostileWhiteoutsIT.archives(),
            HostileTypesIT.archives(),
            HostileNumbersIT.archives(),
            HostileSparseIT.archives(),
            DamagedArchiveIT.archives())
        .flatMap(archives -> archives)
        .map(archive -> archive.maker().stored(canary.folder().toString()))
        .filter(archive -> archive.length < 1 << 17)
        .toList();
  }

  private static List<String> targets(Canary canary) {
    String outside = canary.folder().toString();
    return List.of(
        outside,
        outside + "/secret",
        outside + "/folder",
        "../../../../../.." + outside,
        "/proc/self/root",
        "/proc/self/cwd",
        "/",
        "..",
        ".");
  }
}
