package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.DETACH;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.RDONLY;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.EngineException;
import jcompose.engine.program.Argument.ResultOf;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;

/**
 * An overlay that becomes the root.
 *
 * @param layers the base first
 * @param upper where what the container writes goes
 * @param work the overlay's own folder, beside {@code upper}
 * @param target an empty folder to mount it on
 */
public record OverlayRoot(List<Path> layers, Path upper, Path work, Path target) {
  /** mount(2) copies one page of options, closed by a zero byte. */
  private static final int OPTIONS_LIMIT = 4095;

  /** What fsconfig(2) takes, the zero byte at the end counted. */
  private static final int LONGEST_VALUE = 256;

  /** Copies the list. */
  public OverlayRoot {
    layers = List.copyOf(layers);
  }

  /** Mounts it without a label of its files. */
  public List<Operation> operations() {
    return operations(Optional.empty());
  }

  /**
   * Mounts it and leaves the host's files behind.
   *
   * @param label the SELinux context of all its files
   * @throws EngineException when there are too many layers for one mount
   */
  public List<Operation> operations(Optional<String> label) {
    List<Operation> operations = new ArrayList<>(mount(label));
    operations.addAll(
        List.of(
            FileCalls.chdir(target.toString()),
            MountCalls.pivotRoot(".", "."), // the old root lands on top of the new one ...
            MountCalls.unmount(".", DETACH), // ... and goes, so nothing of the host stays reachable
            FileCalls.chdir("/")));
    return operations;
  }

  /** Whether the kernel takes the paths one by one: below 256 bytes, nothing in them escaped. */
  public boolean opensByPaths() {
    return Stream.concat(layers.stream(), Stream.of(upper, work))
        .map(Path::toString)
        .allMatch(
            path ->
                path.getBytes(StandardCharsets.UTF_8).length < LONGEST_VALUE
                    && escape(path).equals(path));
  }

  /**
   * Opens it, mounted nowhere, in the place of a descriptor; needs Linux 6.7, and that it {@link
   * #opensByPaths}.
   *
   * @param as what a program that inherits the descriptor calls it
   */
  public Program open(String as) {
    Operation opening = MountCalls.fsopen("overlay");
    ResultOf context = new ResultOf(opening);
    ProgramBuilder program = new ProgramBuilder().add(opening);
    program.add(MountCalls.fsset(context, "source", "overlay")); // what df and mount show
    for (int i = layers.size() - 1; i >= 0; i--) {
      program.add(MountCalls.fsset(context, "lowerdir+", layers.get(i).toString()));
    }
    Operation mounting = MountCalls.fsmount(context, NONE);
    return program
        .add(
            MountCalls.fsset(context, "upperdir", upper.toString()),
            MountCalls.fsset(context, "workdir", work.toString()),
            MountCalls.fscreate(context),
            mounting,
            ProcessCalls.close(context),
            ProcessCalls.replace(as, new ResultOf(mounting)),
            ProcessCalls.close(new ResultOf(mounting)))
        .build();
  }

  /** Makes an open root the one of the process, and leaves the host's files behind. */
  public static List<Operation> enter(int tree) {
    return List.of(
        MountCalls.moveMount(tree, "/"),
        FileCalls.fchdir(tree),
        MountCalls.pivotRoot(".", "."),
        MountCalls.unmount(".", DETACH),
        FileCalls.chdir("/"));
  }

  /** Mounts it on its target, and goes to a folder above its layers. */
  public List<Operation> mount(Optional<String> label) {
    Path base = commonParent(layers);
    String options =
        "lowerdir="
            + lowers(layers, base)
            + ",upperdir="
            + escape(upper.toString())
            + ",workdir="
            + escape(work.toString())
            + label.map(context -> ",context=\"" + context + "\"").orElse("");
    requireFit(layers, options);
    return List.of(
        FileCalls.chdir(base.toString()), // so that the layers' names are short
        MountCalls.mount("overlay", target.toString(), "overlay", NONE, options));
  }

  /** Mounts layers for reading alone, the base first. */
  static List<Operation> mountReadonly(List<Path> layers, Path target) {
    Path base = commonParent(layers);
    String options = "lowerdir=" + lowers(layers, base);
    requireFit(layers, options);
    return List.of(
        FileCalls.chdir(base.toString()),
        MountCalls.mount("overlay", target.toString(), "overlay", RDONLY, options));
  }

  private static void requireFit(List<Path> layers, String options) {
    int length = options.getBytes(StandardCharsets.UTF_8).length;
    if (length > OPTIONS_LIMIT) {
      throw new EngineException(
          "overlay of "
              + layers.size()
              + " layers needs "
              + length
              + " bytes of mount options, the kernel takes "
              + OPTIONS_LIMIT
              + ": move the store to a shorter path, or use an image with fewer layers");
    }
  }

  private static String lowers(List<Path> layers, Path base) {
    List<Path> topFirst = new ArrayList<>(layers);
    Collections.reverse(topFirst);
    return topFirst.stream()
        .map(layer -> layer.equals(base) ? layer.toString() : base.relativize(layer).toString())
        .map(OverlayRoot::escape)
        .collect(Collectors.joining(":"));
  }

  private static Path commonParent(List<Path> layers) {
    Path common = parent(layers.get(0));
    for (Path layer : layers) {
      while (!layer.startsWith(common)) {
        common = parent(common);
      }
    }
    return common;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  /** The overlay reads a backslash before each character that would end a path. */
  private static String escape(String path) {
    return path.replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
  }
}
