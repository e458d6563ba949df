package jcompose.composer.yaml;

/** What a tag on a value says about merging it over a file before it. */
public enum MergeMark {
  NONE,
  /** {@code !reset}: the key goes, here and in the files before. */
  RESET,
  /** {@code !override}: the value replaces that of the files before, instead of merging. */
  OVERRIDE
}
