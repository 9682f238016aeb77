package dev.mneme.shell;

import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a service, or says in one sentence why it does not start: what a setting is, what it must
 * be. The exit code is 1 then.
 */
public final class ServiceStart {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceStart.class);
  private static final int REFUSED = 1;

  /** The framework refuses pages of other hosts on its own where it listens on the loopback. */
  private static final Map<String, Object> ORIGINS_ARE_OURS =
      Map.of("micronaut.server.cors.localhost-pass-through", true);

  private ServiceStart() {}

  public static void of(Class<?> service, String... args) {
    new OneSentence(service)
        .args(args)
        .mainClass(service)
        .banner(false)
        .properties(ORIGINS_ARE_OURS)
        .start();
  }

  /** What the framework says of a failed start is pages of its own words. */
  private static final class OneSentence extends Micronaut {
    private final Class<?> service;

    OneSentence(Class<?> service) {
      this.service = service;
    }

    @Override
    protected void handleStartupException(Environment environment, Throwable failure) {
      if (!isOurs(ours(failure))) {
        LOG.error("start failed", failure);
      }
      System.err.println(service.getSimpleName() + " does not start: " + sentence(failure));
      System.exit(REFUSED);
    }
  }

  /** The words of our own code at the bottom of it, which name a setting; else only its kind. */
  static String sentence(Throwable failure) {
    Throwable cause = ours(failure);
    return isOurs(cause) && cause.getMessage() != null
        ? cause.getMessage()
        : cause.getClass().getName() + "; the log above says where";
  }

  /** The first cause that our own code threw, or the last of all. */
  private static Throwable ours(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !isOurs(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isOurs(Throwable t) {
    StackTraceElement[] frames = t.getStackTrace();
    return frames.length > 0 && frames[0].getClassName().startsWith("dev.mneme.");
  }
}
