package dev.mneme.shell;

import io.micronaut.runtime.Micronaut;

/**
 * Starts a service, or says in one sentence why it does not start: what a setting is, what it must
 * be. The exit code is 1 then.
 */
public final class ServiceStart {
  private static final int REFUSED = 1;

  private ServiceStart() {}

  public static void of(Class<?> service, String... args) {
    Micronaut.build(args)
        .mainClass(service)
        .banner(false)
        .mapError(
            Throwable.class,
            failure -> {
              System.err.println(service.getSimpleName() + " does not start: " + sentence(failure));
              return REFUSED;
            })
        .start();
  }

  /** The words of our own code at the bottom of it, which name a setting; else only its kind. */
  static String sentence(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !isOurs(root)) {
      root = root.getCause();
    }
    return isOurs(root) && root.getMessage() != null
        ? root.getMessage()
        : root.getClass().getName() + "; the log above says where";
  }

  private static boolean isOurs(Throwable t) {
    StackTraceElement[] frames = t.getStackTrace();
    return frames.length > 0 && frames[0].getClassName().startsWith("dev.mneme.");
  }
}
