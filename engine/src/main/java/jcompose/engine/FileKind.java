package jcompose.engine;

/** What is at a path of a {@link FileTree}. */
public enum FileKind {
  FOLDER,
  /** A symbolic link. */
  LINK,
  /** A regular file, or anything else. */
  FILE
}
