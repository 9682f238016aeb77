package dev.mneme.serde;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * Tells a registry that cannot be asked from bytes that cannot be read. The vendors wrap both in
 * runtime exceptions of their own; what lies below is the JDK's, so the classes are told by name
 * where they are a vendor's.
 */
final class RegistryFailure {

  private static final int SERVER_ERROR = 500;

  private RegistryFailure() {}

  static boolean isUnavailable(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof TimeoutException) {
        return true;
      }
      if (t instanceof IOException && !(t instanceof EOFException) && !isAnswer(t)) {
        return true;
      }
      if (isAnswer(t)) {
        return statusOf(t) >= SERVER_ERROR;
      }
    }
    return false;
  }

  /**
   * One sentence without any of the value's bytes: class and schema id, never the message of a
   * parser.
   */
  static String describe(Throwable failure, int schemaId) {
    Throwable root = failure;
    while (root.getCause() != null) {
      if (isAnswer(root)) {
        break;
      }
      root = root.getCause();
    }
    return isAnswer(root)
        ? "the registry does not know schema id " + schemaId
        : "the value does not fit schema id "
            + schemaId
            + " ("
            + root.getClass().getSimpleName()
            + ")";
  }

  /** Whether the registry answered, with an error. */
  private static boolean isAnswer(Throwable t) {
    String name = t.getClass().getSimpleName();
    return name.equals("ProblemDetails")
        || name.equals("ApiException")
        || name.equals("RestClientException");
  }

  private static int statusOf(Throwable answer) {
    for (String accessor : new String[] {"getResponseStatusCode", "getStatus"}) {
      try {
        Object status = answer.getClass().getMethod(accessor).invoke(answer);
        if (status instanceof Integer code && code > 0) {
          return code;
        }
      } catch (ReflectiveOperationException e) {
        continue; // the other vendor's accessor
      }
    }
    return 0;
  }
}
