package jcompose.composer.shape;

/** Anything: what stands below {@code x-} keys. */
public record AnyShape() implements Shape {
  @Override
  public String kind() {
    return "a value";
  }

  @Override
  public boolean nullable() {
    return true;
  }
}
