package jcompose.engine.linux;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.security.MessageDigestSpi;

/** One running SHA-256; public only because the JDK's provider look-up makes it by its name. */
public final class Sha256 extends MessageDigestSpi implements Cloneable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int LENGTH = 32;

  private final ByteBuffer staging = ByteBuffer.allocateDirect(1 << 14);
  private final long context;

  /** A digest that has seen nothing. */
  public Sha256() {
    context = register(this);
    engineReset();
  }

  private static long register(Sha256 owner) {
    long context = LibCrypto.newContext();
    CLEANER.register(owner, () -> LibCrypto.freeContext(context));
    return context;
  }

  @Override
  protected int engineGetDigestLength() {
    return LENGTH;
  }

  @Override
  protected void engineReset() {
    LibCrypto.init(context);
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, staging.capacity());
      staging.clear().put(input, offset + done, part);
      LibCrypto.update(context, staging, 0, part);
      done += part;
    }
  }

  @Override
  protected void engineUpdate(ByteBuffer input) {
    if (!input.isDirect()) {
      super.engineUpdate(input);
      return;
    }
    LibCrypto.update(context, input, input.position(), input.remaining());
    input.position(input.limit());
  }

  @Override
  protected byte[] engineDigest() {
    byte[] result = new byte[LENGTH];
    LibCrypto.digest(context, staging.clear());
    staging.clear().get(result);
    engineReset();
    return result;
  }

  @Override
  public Object clone() {
    Sha256 copy = new Sha256();
    LibCrypto.copyContext(copy.context, context);
    return copy;
  }
}
