package jcompose.composer.shape;

/**
 * A mapping or a list of pairs, which is printed as a list.
 *
 * @param hosts whether they are {@code HOST=ADDRESS}, sorted, where a host may have several; or
 *     else {@code ID=PATH}, where an ID may stand alone
 */
public record PairsShape(boolean hosts) implements Shape {
  @Override
  public String kind() {
    return "a mapping or a list";
  }

  @Override
  public boolean nullable() {
    return false;
  }
}
