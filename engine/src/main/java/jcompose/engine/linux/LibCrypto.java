package jcompose.engine.linux;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/**
 * OpenSSL's SHA-256. Measured with {@code -XX:TieredStopAtLevel=1}, where the JDK's intrinsic is
 * missing: 1.4 GB/s instead of 0.14.
 */
public final class LibCrypto {
  private static final Invoker INVOKER = Invoker.getInstance();
  private static final @Nullable Library LIBRARY = find();
  private static final CallContext NEW = context(Type.POINTER);
  private static final CallContext FREE = context(Type.VOID, Type.POINTER);
  private static final CallContext COPY = context(Type.SINT32, Type.POINTER, Type.POINTER);
  private static final CallContext THREE =
      context(Type.SINT32, Type.POINTER, Type.POINTER, Type.POINTER);
  private static final long EVP_SHA256 = symbol("EVP_sha256");
  private static final long CTX_NEW = symbol("EVP_MD_CTX_new");
  private static final long CTX_FREE = symbol("EVP_MD_CTX_free");
  private static final long CTX_COPY = symbol("EVP_MD_CTX_copy_ex");
  private static final long INIT = symbol("EVP_DigestInit_ex");
  private static final long UPDATE = symbol("EVP_DigestUpdate");
  private static final long FINAL = symbol("EVP_DigestFinal_ex");

  private LibCrypto() {}

  /** Whether a libcrypto with all that is needed was found on this machine. */
  public static boolean isAvailable() {
    return LIBRARY != null
        && EVP_SHA256 * CTX_NEW != 0
        && CTX_FREE * CTX_COPY != 0
        && INIT != 0
        && UPDATE != 0
        && FINAL != 0;
  }

  /** Makes it this JVM's first choice for SHA-256; without the library, nothing changes. */
  public static void install() {
    if (isAvailable() && Security.getProvider(Sha256Provider.NAME) == null) {
      Security.insertProviderAt(new Sha256Provider(), 1);
    }
  }

  /** A SHA-256 of this library, or the JDK's when there is none. */
  public static MessageDigest sha256() {
    try {
      return isAvailable()
          ? MessageDigest.getInstance("SHA-256", new Sha256Provider())
          : MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static @Nullable Library find() {
    for (String name : new String[] {"libcrypto.so.3", "libcrypto.so.1.1"}) {
      Library library = Library.getCachedInstance(name, Library.LAZY | Library.LOCAL);
      if (library != null) {
        return library;
      }
    }
    return null;
  }

  private static long symbol(String name) {
    return LIBRARY == null ? 0 : LIBRARY.getSymbolAddress(name);
  }

  private static CallContext context(Type result, Type... parameters) {
    return CallContext.getCallContext(result, parameters, CallingConvention.DEFAULT, false);
  }

  static long newContext() {
    long context = INVOKER.invokeN0(NEW, CTX_NEW);
    if (context == 0) {
      throw new OutOfMemoryError("EVP_MD_CTX_new gave no memory");
    }
    return context;
  }

  static void freeContext(long context) {
    INVOKER.invokeN1(FREE, CTX_FREE, context);
  }

  static void copyContext(long to, long from) {
    check("EVP_MD_CTX_copy_ex", INVOKER.invokeN2(COPY, CTX_COPY, to, from));
  }

  static void init(long context) {
    check(
        "EVP_DigestInit_ex",
        INVOKER.invokeN3(THREE, INIT, context, INVOKER.invokeN0(NEW, EVP_SHA256), 0));
  }

  static void update(long context, ByteBuffer direct, int position, int length) {
    long address = NativeMemory.addressOf(direct) + position;
    check("EVP_DigestUpdate", INVOKER.invokeN3(THREE, UPDATE, context, address, length));
  }

  static void digest(long context, ByteBuffer direct) {
    long address = NativeMemory.addressOf(direct);
    check("EVP_DigestFinal_ex", INVOKER.invokeN3(THREE, FINAL, context, address, 0));
  }

  private static void check(String call, long result) {
    if ((int) result != 1) {
      throw new IllegalStateException(call + " of libcrypto failed");
    }
  }

  /** The entry through which the JDK finds {@link Sha256}. */
  private static final class Sha256Provider extends Provider {
    static final String NAME = "JcomposeLibCrypto";
    private static final long serialVersionUID = 1L;

    Sha256Provider() {
      super(NAME, "1", "SHA-256 of OpenSSL's libcrypto");
      put("MessageDigest.SHA-256", Sha256.class.getName());
    }
  }
}
