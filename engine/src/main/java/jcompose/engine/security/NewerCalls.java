package jcompose.engine.security;

import java.util.Map;

/**
 * The check in front of a filter: a system call newer than all that the profile knows answers
 * ENOSYS, so that a program falls back to what it did before that call existed. The profile's own
 * answer (EPERM) would look like a refusal. As runc does it.
 */
final class NewerCalls {
  static final int X32_BIT = 0x40000000;

  private NewerCalls() {}

  /**
   * The instructions, after which the filter follows.
   *
   * @param last the highest number that the profile names for each architecture
   */
  static FilterCode check(Map<SeccompArchitecture, Integer> last) {
    FilterCode code = new FilterCode();
    last.forEach(
        (architecture, number) -> {
          if (architecture != SeccompArchitecture.X32) {
            FilterCode section = section(last, architecture, number);
            // each section loads for itself: the one before may have loaded the number
            code.loadArchitecture().jumpUnlessEqual(architecture.token, section.length());
            code.add(section);
          }
        });
    return code;
  }

  private static FilterCode section(
      Map<SeccompArchitecture, Integer> last, SeccompArchitecture architecture, int number) {
    int enosys = SeccompVerdict.NO_SUCH_CALL.code();
    FilterCode code = new FilterCode().loadNumber();
    if (architecture == SeccompArchitecture.X86_64) {
      Integer x32 = last.get(SeccompArchitecture.X32);
      code.jumpIfBits(X32_BIT, 2).jumpUnlessGreater(number, 1).answer(enosys);
      if (x32 != null) {
        // numbers below the bit have been looked at; they are smaller than any with it
        code.jumpUnlessGreater(x32, 1).answer(enosys);
      }
      return code;
    }
    return code.jumpUnlessGreater(number, 1).answer(enosys);
  }
}
