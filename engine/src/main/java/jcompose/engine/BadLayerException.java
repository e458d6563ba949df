package jcompose.engine;

/** A layer's archive that is damaged, hostile or of a kind that is not supported. */
public final class BadLayerException extends EngineException {
  private static final long serialVersionUID = 1L;

  /** A layer that breaks a rule of its format. */
  public BadLayerException(String message) {
    super(message);
  }

  /** A layer that could not be decoded. */
  public BadLayerException(String message, Throwable cause) {
    super(message, cause);
  }
}
