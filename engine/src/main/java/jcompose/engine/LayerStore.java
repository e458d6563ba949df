package jcompose.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.engine.rootfs.ArchiveNames;
import jcompose.engine.rootfs.LayerFolders;

/** Unpacked layers, shared by all projects. */
public final class LayerStore {
  private final LayerFolders folders;

  /** The store under the engine's root folder, made when it is first written to. */
  public LayerStore(EngineDirectories directories) {
    folders = new LayerFolders(directories.layers());
  }

  /** The folder of an unpacked layer, complete or absent. */
  public Optional<Path> find(String diffId) {
    return folders.find(diffId);
  }

  /**
   * The folders of an image's layers, ready to be mounted on each other; empty when one is missing.
   * There is one more on top when an upper layer has files in a folder that only a lower one
   * describes: it says of whom and of what mode that folder is.
   *
   * @param diffIds the base first, none twice
   */
  public Optional<List<Path>> stack(List<String> diffIds) {
    return folders.stack(diffIds);
  }

  /**
   * Unpacks a layer, or waits for the process that does.
   *
   * @param diffId {@code sha256:...} of the uncompressed archive
   * @throws IOException when the source fails; the same call may be tried again
   * @throws BadLayerException when the archive is damaged, hostile or another one
   * @throws EngineException when the file system refuses, for example because the disk is full
   */
  public Path add(String diffId, LayerSource source, LayerLimits limits) throws IOException {
    return folders.add(diffId, source, limits);
  }

  /** Removes what killed processes left half unpacked. */
  public void removeLeftovers() {
    folders.removeLeftovers();
  }

  /**
   * Unpacks a layer of which nobody has told the id.
   *
   * @return its diff id, under which it is there now
   * @throws IOException when the source fails; the same call may be tried again
   * @throws BadLayerException when the archive is damaged or hostile
   * @throws EngineException when the file system refuses, for example because the disk is full
   */
  public String add(LayerSource source, LayerLimits limits) throws IOException {
    return folders.add(source, limits);
  }

  /**
   * Reads a layer's archive without unpacking it.
   *
   * @return its diff id
   * @throws IOException when the source fails; the same call may be tried again
   * @throws BadLayerException when it is damaged or inflates to more than the limit
   */
  public static String identify(LayerSource source, LayerLimits limits) throws IOException {
    return LayerFolders.identify(source, limits);
  }

  /**
   * Unpacks an archive that is no layer, with the same care.
   *
   * @throws IOException when the source fails
   * @throws BadLayerException when the archive is damaged or hostile
   * @throws EngineException when the file system refuses
   */
  public UnpackedArchive unpack(LayerSource source, LayerLimits limits) throws IOException {
    return new UnpackedArchive(folders.unpack(source, limits));
  }

  /**
   * The names of an archive's first entries, relative and without a slash at the end; the root's is
   * empty.
   *
   * @throws IOException when the source fails
   * @throws BadLayerException when it is no archive
   */
  public static List<String> names(LayerSource source, int most) throws IOException {
    return ArchiveNames.first(source, most);
  }

  /** All folders that the store has, those that {@link #stack} added included. */
  public List<Path> list() {
    return folders.list();
  }

  /**
   * Removes a folder of {@link #list} that no container uses, in a way that a crash cannot leave a
   * part of it to be mounted.
   */
  public void remove(Path layer) {
    folders.remove(layer);
  }
}
