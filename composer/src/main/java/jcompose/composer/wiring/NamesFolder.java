package jcompose.composer.wiring;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jcompose.composer.ComposerException;
import jcompose.composer.dns.Zone;
import jcompose.composer.model.IpAddress;
import jcompose.engine.EngineException;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;

/**
 * The names of projects' containers that run, in a folder for each network and in that a file for
 * each project that is in it: so that one answers with the others' names. A question is answered by
 * what the files say at that moment.
 */
final class NamesFolder {
  private static final String END = ".json";

  private final Path folder;
  private final String project;
  private final Map<String, Written> written = new HashMap<>();
  private final Map<Path, Read> read = new HashMap<>();
  private volatile List<String> networks = List.of();
  private Map<String, Zone.Names> others = Map.of();

  /** A file: the names of a network, by the addresses that they have. */
  record Written(
      String network, Map<String, List<IpAddress>> addresses, Map<String, String> owners) {
    static Written of(Zone.Names names) {
      Map<String, String> owners = new HashMap<>();
      names.owners().forEach((address, owner) -> owners.put(address.text(), owner));
      return new Written(names.suffix(), names.addresses(), owners);
    }

    Zone.Names names() {
      Map<IpAddress, String> holders = new HashMap<>();
      owners.forEach((address, owner) -> holders.put(new IpAddress(address), owner));
      return new Zone.Names(network, List.of(), addresses, holders);
    }
  }

  /** What was read of a file, and which file that was: another takes its place when it changes. */
  private record Read(String version, Zone.Names names) {}

  /**
   * Those of one project.
   *
   * @param run the engine's run folder
   */
  NamesFolder(Path run, String project) {
    this.folder = run.resolve("names");
    this.project = project;
  }

  /** Writes what the project has now; nothing is written where that is as before. */
  synchronized void publish(Zone zone) {
    List<String> now = new ArrayList<>();
    for (Zone.Names names : zone.networks().values()) {
      Written wanted = Written.of(names);
      now.add(wanted.network());
      if (!wanted.equals(written.get(wanted.network()))) {
        write(wanted);
        written.put(wanted.network(), wanted);
      }
    }
    List<String> gone = new ArrayList<>(written.keySet());
    gone.removeAll(now);
    gone.forEach(this::remove);
    networks = List.copyOf(now);
  }

  private void write(Written wanted) {
    Path file = file(wanted.network());
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new ComposerException(file + " cannot be written: " + IoReason.of(e), e);
    }
    AtomicFile.write(file, RecordJson.toBytes(wanted));
  }

  /** What others have in the networks of the last {@link #publish}; called by one thread. */
  Map<String, Zone.Names> others() {
    Map<String, Zone.Names> found = new HashMap<>();
    for (String network : networks) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(file(network).getParent(), "[!.]*" + END)) {
        for (Path file : files) {
          if (!file.equals(file(network))) {
            Zone.Names theirs = names(file);
            found.merge(network, theirs, Zone.Names::and);
          }
        }
      } catch (IOException | EngineException gone) {
        // the network or the other project, at this moment
      }
    }
    if (!found.equals(others)) {
      others = Map.copyOf(found);
    }
    return others;
  }

  private Zone.Names names(Path file) throws IOException {
    BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class);
    String version = there.fileKey() + " " + there.lastModifiedTime() + " " + there.size();
    Read before = read.get(file);
    if (before == null || !before.version().equals(version)) {
      before = new Read(version, RecordJson.readFile(file, Written.class).names());
      read.put(file, before);
    }
    return before.names();
  }

  /** Removes what the project has written, whichever process that was. */
  synchronized void remove() {
    networks = List.of();
    written.clear();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path each : all) {
        removeIn(each);
      }
    } catch (NoSuchFileException none) {
      return; // nobody has written any
    } catch (IOException e) {
      throw new ComposerException(folder + ": " + IoReason.of(e), e);
    }
  }

  private void remove(String network) {
    written.remove(network);
    try {
      removeIn(Objects.requireNonNull(file(network).getParent(), "a file in a folder"));
    } catch (IOException e) {
      throw new ComposerException(file(network) + " cannot be removed: " + IoReason.of(e), e);
    }
  }

  private void removeIn(Path each) throws IOException {
    Files.deleteIfExists(each.resolve(project + END));
    try {
      Files.deleteIfExists(each);
    } catch (DirectoryNotEmptyException others) {
      return; // other projects are in the network
    }
  }

  private Path file(String network) {
    String safe = URLEncoder.encode(network.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8);
    return folder.resolve("network-" + safe).resolve(project + END);
  }
}
