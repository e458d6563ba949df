package jcompose.composer.lock;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a lock file says.
 *
 * @param images by reference in full, or by path from the project's folder
 * @param files the digests of files of variables, conf files and configs, by path from the
 *     project's folder
 * @param secrets the names of the secrets; a hash of one could be guessed
 */
public record LockFile(
    Map<String, LockedImage> images, Map<String, String> files, Set<String> secrets) {
  /** Copies and sorts. */
  public LockFile {
    images = Collections.unmodifiableMap(new TreeMap<>(images));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    secrets = Collections.unmodifiableSet(new TreeSet<>(secrets));
  }
}
