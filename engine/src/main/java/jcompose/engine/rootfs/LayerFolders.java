package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import jcompose.engine.BadLayerException;
import jcompose.engine.EngineException;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerSource;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.LibCrypto;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.Trees;

/**
 * The folder of unpacked layers.
 *
 * <p>A layer lies in {@code <first 16 digits of its diff id>/}: mount(2)'s options are one page, so
 * names are short, and {@code <same>.id} is its {@link LayerNote}. While it is unpacked it lies in
 * {@code tmp-<same>/}, locked by the descriptor of that very folder (flock(2)); a folder of that
 * name that nobody locks was left by a process that died.
 */
public final class LayerFolders {
  private static final Pattern DIFF_ID = Pattern.compile("sha256:[0-9a-f]{64}");
  static final String TEMPORARY = "tmp-";
  private static final String NAMELESS = "x-";
  private static final String ATTRIBUTES = "attr-";
  private static final String ID = ".id";
  private static final int NAME_LENGTH = 16;

  private final Path folder;

  /** The layers in a folder, which is made when the first layer comes. */
  public LayerFolders(Path folder) {
    this.folder = folder;
  }

  /** The folder of a layer that is there wholly. */
  public Optional<Path> find(String diffId) {
    return layer(diffId).map(LayerStack.Layer::folder);
  }

  private Optional<LayerStack.Layer> layer(String diffId) {
    Path layer = folder.resolve(shortName(diffId));
    if (!Files.isDirectory(layer)) {
      return Optional.empty();
    }
    LayerNote note = LayerNote.read(idFile(diffId)).orElse(new LayerNote("", Set.of()));
    String stored = note.diffId();
    if (!stored.equals(diffId)) {
      throw new EngineException(
          layer
              + " holds another layer ("
              + stored
              + ") than "
              + diffId
              + "; remove that folder to unpack it anew");
    }
    return Optional.of(new LayerStack.Layer(layer, note.implied()));
  }

  /** Unpacks a layer unless it is there, waiting for another process that is at it. */
  public Path add(String diffId, LayerSource source, LayerLimits limits) throws IOException {
    Optional<Path> present = find(diffId);
    if (present.isPresent()) {
      return present.get();
    }
    LibCrypto.install(); // whoever feeds the source hashes as much as this does
    return make(
        shortName(diffId), () -> find(diffId), folder -> unpack(diffId, source, limits, folder));
  }

  /**
   * The folders of an image's layers, and above them one that says what the folders are like that
   * an upper layer only implies; empty when one is missing.
   *
   * @param diffIds the base first
   */
  public Optional<List<Path>> stack(List<String> diffIds) {
    List<LayerStack.Layer> layers = new ArrayList<>();
    for (String diffId : diffIds) {
      Optional<LayerStack.Layer> layer = layer(diffId);
      if (layer.isEmpty()) {
        return Optional.empty();
      }
      layers.add(layer.get());
    }
    List<Path> folders = new ArrayList<>(layers.stream().map(LayerStack.Layer::folder).toList());
    if (layers.stream().skip(1).anyMatch(layer -> !layer.implied().isEmpty())) {
      attributes(diffIds, layers).ifPresent(folders::add);
    }
    return Optional.of(folders);
  }

  /**
   * Found out once for the same layers, since an image may imply thousands of folders: made, or
   * noted as not needed.
   */
  private Optional<Path> attributes(List<String> diffIds, List<LayerStack.Layer> layers) {
    String ids = String.join(",", diffIds);
    byte[] hash = LibCrypto.sha256().digest(ids.getBytes(StandardCharsets.US_ASCII));
    String name = ATTRIBUTES + HexFormat.of().formatHex(hash).substring(0, NAME_LENGTH);
    Path layer = folder.resolve(name);
    Path notNeeded = folder.resolve(name + ID);
    try {
      if (Files.isDirectory(layer) || Files.exists(notNeeded)) {
        return Optional.of(layer).filter(Files::isDirectory);
      }
      FolderAttributes attributes = new LayerStack(layers).attributes();
      if (attributes.isEmpty()) {
        note(notNeeded);
        return Optional.empty();
      }
      return Optional.of(
          make(
              name,
              () -> Optional.of(layer).filter(Files::isDirectory),
              temporary -> {
                try (RootFolder root = RootFolder.open(temporary)) {
                  attributes.write(root);
                  sync(root);
                }
                return publish(name, temporary);
              }));
    } catch (IOException failure) {
      throw new EngineException("cannot make " + layer + ": " + IoReason.of(failure), failure);
    }
  }

  private static void note(Path notNeeded) {
    try {
      AtomicFile.write(notNeeded, new byte[0]);
    } catch (EngineException unwritable) {
      // the disk is full, or the store is only read: it is found out again
      return;
    }
  }

  /** What is noted of stacks may be about a layer that is gone. */
  private void forgetNotes() throws IOException {
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, ATTRIBUTES + "*" + ID)) {
      for (Path note : notes) {
        Files.deleteIfExists(note);
      }
    }
  }

  /** Fills a temporary folder and publishes it. */
  private interface Making {
    Path into(Path temporary) throws IOException;
  }

  private Path make(String name, Supplier<Optional<Path>> find, Making making) throws IOException {
    Optional<Path> present = find.get();
    if (present.isPresent()) {
      return present.get();
    }
    makeFolder();
    removeLeftovers();
    Path temporary = folder.resolve(TEMPORARY + name);
    while (true) {
      try (LockedFolder lock = LockedFolder.makeAndLock(temporary)) {
        Optional<Path> made = find.get();
        if (made.isPresent()) {
          if (!lock.isStale()) {
            Trees.delete(temporary); // made after the other process had moved its own away
          }
          return made.get();
        }
        if (lock.isStale()) {
          continue; // the other process gave up and removed it
        }
        if (!lock.isNew()) {
          Trees.delete(temporary);
          continue;
        }
        return making.into(temporary);
      }
    }
  }

  private Path unpack(String diffId, LayerSource source, LayerLimits limits, Path temporary)
      throws IOException {
    boolean complete = false;
    try (RootFolder root = RootFolder.open(temporary)) {
      String actual = LayerUnpacker.unpack(source.open(), root, limits);
      if (!actual.equals(diffId)) {
        throw new BadLayerException("the unpacked archive is " + actual + ", not " + diffId);
      }
      source.complete();
      new LayerNote(diffId, root.implied()).write(idFile(diffId));
      sync(root);
      complete = true;
    } catch (BadLayerException bad) {
      throw new BadLayerException("layer " + diffId + " is refused: " + bad.getMessage(), bad);
    } catch (SyscallException refused) {
      throw new EngineException(describe("layer " + diffId, refused), refused);
    } finally {
      if (!complete) {
        Trees.delete(temporary);
      }
    }
    return publish(shortName(diffId), temporary);
  }

  /**
   * Unpacks a layer whose id only its content tells, and answers the id. When that layer is there
   * already, the new one is dropped.
   */
  public String add(LayerSource source, LayerLimits limits) throws IOException {
    LibCrypto.install();
    makeFolder();
    removeLeftovers();
    try (TemporaryFolder unpacked = TemporaryFolder.make(folder, TEMPORARY + NAMELESS)) {
      String diffId;
      Set<String> implied;
      try (RootFolder root = RootFolder.open(unpacked.path())) {
        diffId = LayerUnpacker.unpack(source.open(), root, limits);
        implied = root.implied();
        sync(root);
      } catch (SyscallException refused) {
        throw new EngineException(describe("the archive", refused), refused);
      }
      make(
          shortName(diffId),
          () -> find(diffId),
          claimed -> {
            new LayerNote(diffId, implied).write(idFile(diffId));
            Path layer = publish(shortName(diffId), unpacked.path());
            Trees.delete(claimed);
            return layer;
          });
      return diffId;
    }
  }

  /** The id of a layer that is read and not unpacked. */
  public static String identify(LayerSource source, LayerLimits limits) throws IOException {
    LibCrypto.install();
    try (ArchiveStream stream = ArchiveStream.start(source.open(), limits.bytes())) {
      return stream.finish();
    }
  }

  /** Unpacks an archive that is no layer, as safely as one, for as long as the result is open. */
  public TemporaryFolder unpack(LayerSource source, LayerLimits limits) throws IOException {
    makeFolder();
    removeLeftovers();
    TemporaryFolder unpacked = TemporaryFolder.make(folder, TEMPORARY + NAMELESS);
    boolean complete = false;
    try (RootFolder root = RootFolder.open(unpacked.path())) {
      LayerUnpacker.unpack(source.open(), root, limits);
      complete = true;
      return unpacked;
    } catch (SyscallException refused) {
      throw new EngineException(describe("the archive", refused), refused);
    } finally {
      if (!complete) {
        unpacked.close();
      }
    }
  }

  /** All folders that may be mounted: layers, and what {@link #stack} has added to them. */
  public List<Path> list() {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(TEMPORARY) && !name.startsWith(".") && !name.endsWith(ID)) {
          found.add(entry);
        }
      }
    } catch (java.nio.file.NoSuchFileException none) {
      return List.of();
    } catch (IOException failure) {
      throw new EngineException("cannot list " + folder + ": " + IoReason.of(failure), failure);
    }
    return found;
  }

  /** Removes a folder of {@link #list}; one that dies half-way leaves nothing that is mounted. */
  public void remove(Path layer) {
    try (TemporaryFolder doomed = TemporaryFolder.make(folder, TEMPORARY + NAMELESS)) {
      Files.move(layer, doomed.path(), StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(folder.resolve(layer.getFileName() + ID));
      forgetNotes();
    } catch (IOException failure) {
      throw new EngineException("cannot remove " + layer + ": " + IoReason.of(failure), failure);
    }
  }

  private void sync(RootFolder root) {
    Kernel.check("syncfs(\"" + folder + "\")", Syscall.SYNCFS, root.descriptor());
  }

  private Path publish(String name, Path temporary) throws IOException {
    Path layer = folder.resolve(name);
    Files.move(temporary, layer, StandardCopyOption.ATOMIC_MOVE);
    int descriptor = RootFolder.openDirectory(folder);
    try {
      Kernel.check("fsync(\"" + folder + "\")", Syscall.FSYNC, descriptor);
    } finally {
      Kernel.call(Syscall.CLOSE, descriptor);
    }
    return layer;
  }

  private String describe(String what, SyscallException refused) {
    String failed = what + " could not be unpacked: " + refused.getMessage();
    if (refused.is(Errno.ENOSPC) || refused.is(Errno.EDQUOT)) {
      return failed + "; nothing of it was kept; free space under " + folder + " and pull again";
    }
    return failed;
  }

  /** Removes what killed pulls left; what another process is unpacking now stays. */
  public void removeLeftovers() {
    LayerLeftovers.remove(folder);
  }

  /** Only root may enter: a layer's setuid programs must not be for the host's users. */
  private void makeFolder() {
    try {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException present) {
      return;
    } catch (IOException failure) {
      throw new EngineException("cannot make " + folder + ": " + IoReason.of(failure), failure);
    }
  }

  private Path idFile(String diffId) {
    return folder.resolve(shortName(diffId) + ID);
  }

  private static String shortName(String diffId) {
    if (!DIFF_ID.matcher(diffId).matches()) {
      throw new BadLayerException("'" + diffId + "' is not a layer's id (sha256:<64 hex digits>)");
    }
    return diffId.substring("sha256:".length(), "sha256:".length() + NAME_LENGTH);
  }
}
