package jcompose.engine.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Takes a footprint before and after, and compares. */
final class LeakCheck
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LeakCheck.class);

  /** What was there before, and the folder that belongs to the test. */
  private record Before(Footprint footprint, Sandbox sandbox) {}

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    begin(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    begin(context);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    end(context);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    end(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return before(context).sandbox();
  }

  private static void begin(ExtensionContext context) throws IOException {
    Sandbox sandbox = Sandbox.create();
    Before before = new Before(Footprint.take(sandbox), sandbox);
    context.getStore(NAMESPACE).put(context.getUniqueId(), before);
  }

  private static void end(ExtensionContext context) throws IOException {
    Before before = before(context);
    Footprint after = Footprint.take(before.sandbox());
    List<String> left = new ArrayList<>(after.minus(before.footprint()));
    if (after.mountsBelow(before.sandbox()).isEmpty()) {
      before.sandbox().delete(); // never through a mount: it may be a bind of the host's own files
    }
    if (!left.isEmpty()) {
      throw new AssertionError(
          context.getDisplayName() + " left behind:\n  " + String.join("\n  ", left));
    }
  }

  private static Before before(ExtensionContext context) {
    // the store of a method looks on in that of its class: a parameter of @BeforeAll has only that
    Before before = context.getStore(NAMESPACE).get(context.getUniqueId(), Before.class);
    if (before == null) {
      throw new IllegalStateException("no footprint was taken before " + context.getDisplayName());
    }
    return before;
  }
}
